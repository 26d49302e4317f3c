/** Runs for a server, and the links to their logs. */
import { availableParallelism } from "node:os";
import { expect, test } from "vitest";
import {
  applyPlan,
  openLogLink,
  type Project,
  planChanges,
  queueRun,
  type RunRequest,
  readLogText,
  signLogLinks,
} from "../src/index.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

async function openSmall(): Promise<Project> {
  const project = await openIn(createFolder(smallProject).root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  return project;
}

const train = (parameters: RunRequest["parameters"] = {}): RunRequest => ({
  target: "instance/small",
  task: "train",
  parameters,
});

test("of many runs at once each is made, but for those that cannot be", async () => {
  const project = await openSmall();
  const results = await Promise.all(
    ["1", "2", "deep", "3"].map((depth) => queueRun(project, train({ depth, own: "007" }))),
  );
  expect(results.map((result) => (result.ok ? result.value.spec.parameters : result.failure.code))).toEqual([
    { depth: 1, own: "007" },
    { depth: 2, own: "007" },
    "MLX3014",
    { depth: 3, own: "007" },
  ]);
  const { store } = await project.adapters();
  expect((await store.runs.unfinished()).length).toBe(3);
});

test("a run that wants more than the machine has is not kept waiting for it", async () => {
  const project = await openSmall();
  const specification = { type: "ContainerTaskSpec", cpus: 100_000, memoryInMB: 1_000_000_000 } as const;
  const run = value(await queueRun(project, { ...train(), specification }));
  const machine = await (await project.adapters()).machine("process");
  expect(run.slots).toEqual({ cpus: availableParallelism(), memoryInMB: machine?.memoryInMB });
  expect(run.spec.specification).toEqual(specification);
});

test("who does it is who acts", async () => {
  const project = await openSmall();
  const [ann, ben] = await Promise.all(
    ["ann", "ben"].map((user) => queueRun(project.actingAs(user), train())),
  );
  expect([ann, ben].map((result) => result?.ok && result.value.actor)).toEqual(["ann", "ben"]);
});

async function textOf(project: Project, link: string, offset: number): Promise<string> {
  const opened = value(await openLogLink(project, link));
  let text = "";
  for await (const chunk of value(await readLogText(opened.project, { ...opened.log, offset })))
    text += Buffer.from(chunk).toString();
  return text;
}

test("a link opens one log for its time, and no other", async () => {
  const project = await openSmall();
  const run = value(await queueRun(project, train()));
  const { store } = await project.adapters();
  await store.runs.requestStop(run.id, { reason: "CANCELLED", actor: "ann", at: run.createdAt });
  const logs = [
    { run: run.id, stream: "execution" },
    { run: run.id, stream: "stdout" },
  ] as const;
  const [execution = "", stdout = ""] = value(await signLogLinks(project, logs, 60));
  const whole = await textOf(project, execution, 0);
  expect(whole).toMatch(new RegExp(`run ${run.id} of instance/small .train. was made by .*\n.*ann asked`));
  expect(await textOf(project, execution, 10)).toBe(whole.slice(10));
  expect(await textOf(project, stdout, 0)).toBe("");

  const [old = ""] = value(await signLogLinks(project, logs, -1));
  const [body = "", signature = ""] = execution.split(".");
  const [otherBody = ""] = stdout.split(".");
  for (const link of [old, `${otherBody}.${signature}`, body, "", `${execution}A`, "a.b.c"]) {
    const opened = await openLogLink(project, link);
    expect([link, opened.ok ? "open" : opened.failure.code]).toEqual([link, "MLX8071"]);
  }
});

test("a link leads into the namespace that it was made in", async () => {
  const project = await openSmall();
  const tenant = project.within("small other");
  const logs = [{ run: "00000000-0000-4000-8000-000000000000", stream: "stdout" }] as const;
  const [link = ""] = value(await signLogLinks(tenant, logs, 60));
  const opened = value(await openLogLink(project, link));
  expect((await opened.project.adapters()).store.namespace).toBe("small other");
});

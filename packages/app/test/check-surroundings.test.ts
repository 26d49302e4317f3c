import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatAddress, type NewRun, timestamp } from "@mlx/core";
import { openStore } from "@mlx/store";
import { expect, onTestFinished, test } from "vitest";
import type { AppOptions } from "../src/app-options.ts";
import { systemIds } from "../src/environment.ts";
import { checkSurroundings } from "../src/operations/check-surroundings.ts";
import { createFolder, openIn, smallProject } from "./project-folder.ts";

interface Listed {
  readonly name: string;
  readonly installation?: string;
  readonly run: string;
}

/** An engine that knows these containers, and whatever of itself is asked. */
async function fakeEngine(listed: readonly Listed[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "mlx-engine-"));
  const socket = join(folder, "docker.sock");
  const containers = listed.map(({ name, installation, run }) => ({
    Id: name,
    Names: [`/${name}`],
    State: "running",
    Labels: {
      "mlx.run": run,
      "mlx.attempt": "1",
      ...(installation === undefined ? {} : { "mlx.installation": installation }),
    },
  }));
  const server = createServer(({ url = "" }, response) => {
    const isList = url.startsWith("/containers/json") && url.includes("mlx.run") && /all=(true|1)/.test(url);
    response.setHeader("content-type", "application/json");
    const self = { NCPU: 1, MemTotal: 2 ** 30, ServerVersion: "1", ApiVersion: "1.41" };
    response.end(JSON.stringify(isList ? containers : self));
  });
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return `unix://${socket}`;
}

const optionsIn = (cwd: string, DOCKER_HOST: string): AppOptions => ({
  cwd,
  variables: {},
  variableFiles: [],
  processEnv: { PATH: "/none", DOCKER_HOST },
  version: "0.0.0",
  supervisor: "/none",
  self: [process.execPath, "/none"],
  events: () => {},
});

async function containersIn(cwd: string, host: string) {
  const checks = await checkSurroundings(optionsIn(cwd, host));
  return checks.filter(({ name }) => name === "containers");
}

const instance = formatAddress({ kind: "instance", name: "small" });
const newRun = (id: string): NewRun => ({
  id,
  task: "train",
  trigger: "manual",
  actor: "tester",
  instance,
  spec: {
    recipe: formatAddress({ kind: "recipe", name: "plain" }),
    recipeType: "Python",
    origin: { source: "./recipe" },
    executor: "docker",
    requireModel: true,
    parameters: {},
    env: {},
    inputs: {},
    outputs: {},
    retry: {
      max: 0,
      infraMax: 0,
      backoff: { initialSeconds: 1, factor: 1, maxSeconds: 1, jitter: 0 },
      on: [],
      exitCodes: { retry: [], fail: [] },
      memoryFactor: 1,
    },
    timeoutSeconds: 60,
    stopGraceSeconds: 30,
    trainingInputs: { source: "source", parameters: {}, datasets: {}, env: {}, secrets: {} },
    lineage: { applyId: systemIds.uuid(), revisions: {}, mlxVersion: "0.0.0" },
  },
});

test("tells which containers of this project nobody looks after", async () => {
  const { root } = createFolder({
    ...smallProject,
    "mlx.yaml": `${smallProject["mlx.yaml"]}environments: { prod: {} }\n`,
  });
  const { store } = await (await openIn(root)).adapters();
  const { id: installation } = await store.installation();
  const prod = await openStore({ url: store.location, namespace: "small/prod", ids: systemIds });
  onTestFinished(() => prod.close());
  const [going, elsewhere, justEnded, ended] = [1, 2, 3, 4].map(() => systemIds.uuid());
  const ago = (seconds: number) => timestamp(Date.now() - seconds * 1000);
  for (const run of [going, justEnded, ended]) await store.runs.create(newRun(run ?? ""), ago(300));
  await prod.runs.create(newRun(elsewhere ?? ""), ago(300));
  const stop = { reason: "CANCELLED", actor: "tester" } as const;
  await store.runs.requestStop(justEnded ?? "", { ...stop, at: ago(5) });
  await store.runs.requestStop(ended ?? "", { ...stop, at: ago(120) });
  const container = (name: string, run = systemIds.uuid()) => ({ name, installation, run });
  const some = [
    container("going", going),
    container("elsewhere", elsewhere),
    container("just-ended", justEnded),
    container("ended", ended),
    { ...container("stranger"), installation: "another" },
    { name: "older", run: "r" },
  ];
  const counts = {
    name: "containers",
    outcome: "ok",
    detail: "3 of this project's runs, 2 that may be another project's",
  };
  expect(await containersIn(root, await fakeEngine(some))).toEqual([
    {
      name: "containers",
      outcome: "warning",
      detail: "nobody looks after ended: their runs have ended, or are not known here",
      remedy: "`docker rm -f ended`",
    },
    counts,
  ]);
  const many = [...some, container("c"), container("b"), container("a")];
  expect(await containersIn(root, await fakeEngine(many))).toMatchObject([
    {
      detail: "nobody looks after a, b, c and 1 more: their runs have ended, or are not known here",
      remedy: "`docker rm -f a b c`",
    },
    counts,
  ]);
});

test("only counts containers where there is no project", async () => {
  const { root } = createFolder({});
  const host = await fakeEngine([{ name: "stranger", installation: "another", run: "r" }]);
  expect(await containersIn(root, host)).toEqual([
    { name: "containers", outcome: "ok", detail: "1 that may be another project's" },
  ]);
});

test("says nothing of containers where there are none, and where no engine answers", async () => {
  const { root } = createFolder(smallProject);
  expect(await containersIn(root, await fakeEngine([]))).toEqual([]);
  expect(await containersIn(root, "unix:///no/such.sock")).toEqual([]);
});

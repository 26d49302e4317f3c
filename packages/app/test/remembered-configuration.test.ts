import { readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import {
  applyPlan,
  listSchedules,
  lookAheadOfDaemon,
  planChanges,
  readStatus,
  startRun,
  stopDaemon,
} from "../src/index.ts";
import { createFolder, type Folder, openIn, smallProject, value } from "./project-folder.ts";

const text = `${smallProject["mlx.yaml"]}runs: { maxRunning: 3 }
environments:
  prod: { default: true, store: ./prod.db }
`;
const conflict = `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`;

async function applied(): Promise<Folder> {
  const folder = createFolder({ ...smallProject, "mlx.yaml": text });
  const project = await openIn(folder.root);
  const { plan } = value(await planChanges(project, {}));
  value(await applyPlan(project, { plan, command: "apply" }));
  return folder;
}

test.each([
  ["a merge conflict", conflict, /^the configuration has errors \(mlx\.yaml:\d+, MLX1\d+\): /],
  ["an empty file", "", /^the configuration has errors/],
])("work from the store goes on with %s, in the same environment and store", async (_, broken, warning) => {
  const folder = await applied();
  folder.write({ "mlx.yaml": broken });
  for (const options of [{}, { environment: "prod" }]) {
    const warnings: string[] = [];
    const project = await openIn(folder.root, { ...options, onWarning: (each) => warnings.push(each) });
    const status = value(await readStatus(project));
    expect(status).toMatchObject({ project: "small", environment: "prod", serial: 1 });
    expect(status.store).toBe(folder.path("prod.db"));
    value(await startRun(project, { target: "instance/small", task: "train", parameters: {} }));
    value(await listSchedules(project));
    const { signal } = new AbortController();
    expect(await stopDaemon(project, { now: true, signal, onWaiting: () => {} })).toMatchObject({
      failure: { code: "MLX8016" },
    });
    expect(warnings).toEqual([expect.stringMatching(warning)]);
  }
});

test("nothing is planned or deleted by what is remembered", async () => {
  const folder = await applied();
  for (const broken of [conflict, ""]) {
    folder.write({ "mlx.yaml": broken });
    const project = await openIn(folder.root);
    for (const destroy of [false, true])
      expect(await planChanges(project, { destroy })).toMatchObject({ failure: { code: "MLX8002" } });
  }
});

test("another environment than the one that is remembered is refused", async () => {
  const folder = await applied();
  folder.write({ "mlx.yaml": conflict });
  for (const environment of ["nope", "../known"])
    expect(await readStatus(await openIn(folder.root, { environment }))).toMatchObject({
      failure: { code: "MLX8002" },
    });
});

test("a daemon starts with the settings of before, whatever error there is, and says so", async () => {
  const folder = await applied();
  for (const broken of [conflict, text.replace("maxRunning: 3", "maxRunning: many")]) {
    folder.write({ "mlx.yaml": broken });
    const warnings: string[] = [];
    const project = await openIn(folder.root, { onWarning: (each) => warnings.push(each) });
    expect((await project.soundConfiguration()).settings.runs).toMatchObject({ maxRunning: 3 });
    value(await lookAheadOfDaemon(project, { slots: {} }));
    expect(warnings).toHaveLength(1);
  }
});

test("a daemon does not start with errors where nothing is remembered", async () => {
  const { root } = createFolder({ "mlx.yaml": text.replace("maxRunning: 3", "maxRunning: many") });
  const project = await openIn(root);
  await expect(project.soundConfiguration()).rejects.toMatchObject({ code: "MLX8002" });
  expect((await project.adapters()).store.namespace).toBe("small/prod");
});

test("an error that changes nothing of it is no reason to warn", async () => {
  const folder = await applied();
  folder.write({ "mlx.yaml": text.replace("train: numbers", "train: nowhere") });
  const warnings: string[] = [];
  const project = await openIn(folder.root, { onWarning: (each) => warnings.push(each) });
  value(await readStatus(project));
  expect(warnings).toEqual([]);
});

test("what is remembered is the user's alone, is written when it changes, and names secrets only", async () => {
  const secret = "notifications: { webhooks: { ops: { url: { secret: { env: HOOK } } } } }\n";
  const folder = createFolder({ ...smallProject, "mlx.yaml": text + secret });
  const processEnv = { PATH: process.env.PATH, MLX_ACTOR: "tester", HOOK: "https://hooks/t0ken" };
  const open = async () => value(await readStatus(await openIn(folder.root, { processEnv })));
  const file = folder.path(".mlx/cache/known.json");
  await open();
  const before = statSync(file);
  expect(before.mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).toContain('"env": "HOOK"');
  expect(readFileSync(file, "utf8")).not.toContain("t0ken");
  await open();
  expect(statSync(file).ino).toBe(before.ino);
  folder.write({ "mlx.yaml": (text + secret).replace("maxRunning: 3", "maxRunning: 4") });
  await open();
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ settings: { runs: { maxRunning: 4 } } });
});

test.each(["", "{", "[]", '{"version":1,"project":"small"}', '{"version":2}'])(
  "a damaged one is none: %s",
  async (damaged) => {
    const folder = await applied();
    folder.write({ "mlx.yaml": conflict, ".mlx/cache/known.json": damaged });
    expect(await readStatus(await openIn(folder.root))).toMatchObject({ failure: { code: "MLX8002" } });
  },
);

import { DatabaseSync } from "node:sqlite";
import { digestOf, formatAddress } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { toJson } from "../src/json-text.ts";
import { first } from "../src/sqlite/migrations/0001-first.ts";
import { executors } from "../src/sqlite/migrations/0002-executors.ts";
import { daemon } from "../src/sqlite/migrations/0003-daemon.ts";
import { applicationId } from "../src/sqlite/settings.ts";
import {
  at,
  champion,
  datasetInput,
  experiment,
  externalVersion,
  instance,
  newRun,
  uuid,
} from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const artifact = { digest: digestOf("model"), files: 1, size: 3 };
const { spec } = newRun(1);
const metrics = { mae: 1.5, broken: "NaN" };
const dataset = (name: string) => formatAddress({ kind: "dataset", name });

type Values = Readonly<Record<string, string | number | null>>;

/** Two versions, the first of them made as `b[x@v1]`, before its instance moved; three runs used one of them. */
function makeVersion3(path: string): void {
  const database = new DatabaseSync(path);
  for (const migration of [first, executors, daemon]) database.exec(migration);
  database.exec(`pragma application_id = ${applicationId}; pragma user_version = 3`);
  const insert = (table: string, row: Values) => {
    const columns = Object.keys(row).map((name) => `"${name}"`);
    database
      .prepare(`insert into ${table} (${columns}) values (${columns.map(() => "?")})`)
      .run(...Object.values(row));
  };
  insert("installation", { id: uuid(1, 1), key: "a2V5" });
  const loaded = (ref: string) => ({ model: { ref, artifact: artifact.digest } });
  const runs = [
    { task: "train", spec: { ...spec, inputs: datasetInput("train", "sales") }, state: "DONE" },
    {
      task: "train",
      spec: { ...spec, inputs: { ...datasetInput("a", "sales"), ...datasetInput("b", "sales") } },
      state: "DONE",
    },
    { task: "score", spec: { ...spec, ...loaded("model/a@v1") }, state: "DONE" },
    {
      task: "score",
      spec: { ...spec, ...loaded("model/b[x@v1]@v1"), inputs: datasetInput("new", "stores") },
      state: "RUNNING",
    },
    { task: "score", spec: { ...spec, ...loaded("model/gone@v4") }, state: "DONE" },
  ];
  for (const [index, { task, spec: runSpec, state }] of runs.entries()) {
    insert("runs", {
      ...{ namespace: "test", id: uuid(index + 1), task, trigger: "manual", actor: "ada@host", state },
      ...{ instance: instance("a"), desired: "RUN", attempt: 1, epoch: 1, created_at: at(index) },
      ...{ spec: toJson(runSpec), ended_at: state === "DONE" ? at(9) : null },
    });
    insert("run_attempts", { run: index + 1, number: 1, epoch: 1, executor: "process" });
  }
  for (const [version, made_as] of [
    [1, "b[x@v1]"],
    [2, "a"],
  ] as const)
    insert("model_versions", {
      ...{ seq: version * 10, namespace: "test", id: uuid(version, 0xe), model: "a", version, made_as },
      ...{ status: "READY", instance: instance("a"), run: version, artifact: toJson(artifact) },
      experiment: version === 2 ? experiment("e") : null,
      ...{ metrics: toJson(metrics), inputs: toJson(spec.trainingInputs), lineage: toJson(spec.lineage) },
      created_at: at(version),
    });
  insert("delivery_cursors", { namespace: "test", run_event: 7, tick: 3 });
  database.close();
}

describe("a store of version 3", () => {
  const folder = temporaryFolder();
  const openHere = () => openStore({ url: folder.path("mlx.db"), namespace: "test", ids: createFakeIds() });
  beforeEach(() => makeVersion3(folder.path("mlx.db")));

  it("keeps its model versions, each with the run that it is of", async () => {
    const store = await openHere();
    const { trainingInputs: inputs, lineage } = spec;
    const version = (number: number, more: object) => ({
      ...{ id: uuid(number, 0xe), model: "a", version: number, status: "READY", artifact, tags: {} },
      ...{ metrics: { mae: 1.5, broken: Number.NaN }, createdAt: at(number) },
      origin: { type: "run", instance: instance("a"), runId: uuid(number), inputs, lineage, ...more },
    });
    const versions = [version(2, { experiment: experiment("e") }), version(1, {})];
    expect(await store.models.versions("a")).toEqual(versions);
    expect(await store.models.get("b[x@v1]", 1)).toEqual(versions[1]);
    expect(await store.models.ofRun(uuid(2))).toEqual(versions[0]);
    expect((await store.runs.record(uuid(1)))?.model).toBe("model/a@v1");
    expect((await store.models.add(externalVersion(3, "a"), at(30))).version).toBe(3);
    expect((await store.models.moveAlias(champion("a", { to: 2 }))).to).toBe(2);
    await store.close();
  });

  it("knows what its runs used", async () => {
    const store = await openHere();
    const users = async (used: Parameters<typeof store.runs.usersOf>[0]) =>
      (await store.runs.usersOf(used, { limit: 9 })).map(({ id }) => id);
    expect(await users({ dataset: dataset("sales") })).toEqual([uuid(2), uuid(1)]);
    expect(await users({ dataset: dataset("stores") })).toEqual([uuid(4)]);
    expect(await users({ model: "model/a@v1" })).toEqual([uuid(4), uuid(3)]);
    expect(await users({ model: "model/gone@v4" })).toEqual([uuid(5)]);
    await expect(store.models.delete(uuid(1, 0xe), { at: at(99), actor: "ada@host" })).rejects.toMatchObject({
      ...{ code: "MLX5032", detail: `run ${uuid(4)} has not ended and loads it.` },
    });
    await store.close();
  });

  it("goes on telling what happens where it was", async () => {
    const store = await openHere();
    expect(await store.deliveries.cursor()).toEqual({
      ...{ runEvent: 7, tick: 3, aliasMove: 0, evaluation: 0 },
    });
    await store.close();
  });

  it("appends to the log of aliases, and changes nothing of it", async () => {
    const store = await openHere();
    await store.models.moveAlias(champion("a", { to: 2 }));
    await store.close();
    const database = new DatabaseSync(folder.path("mlx.db"));
    for (const change of [
      `update alias_moves set "to" = 1`,
      "update alias_moves set actor = 'eve@host'",
      "delete from alias_moves",
    ])
      expect(() => database.exec(change)).toThrow("only ever appended to");
    database.close();
  });
});

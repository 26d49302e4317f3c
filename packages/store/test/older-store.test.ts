import { readFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { digestOf, formatAddress } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { toJson } from "../src/json-text.ts";
import { first } from "../src/sqlite/migrations/0001-first.ts";
import { applicationId } from "../src/sqlite/settings.ts";
import { at, instance, newRun, uuid, worker } from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const strict = { profile: "strict", pull: "missing" };
const strictForSpark = { ...strict, pids: 4096, tmpExec: true };
const applyId = uuid(1, 0xa);
const digest = digestOf("as version 1 computed it");

/** A recipe as version 1 had it. */
const recipeSpec = (origin: object, type = "Python") => ({
  ...{ tags: { Ünïcode: "\u{1f600}" }, enabled: true, dependsOn: [] },
  lifecycle: { protect: false, ignore: [] },
  ...{ type, algorithm: "Custom", origin, command: {}, env: {}, requireModel: true },
  defaults: { train: { rate: 1e-7, steps: 10, executor: null } },
});
const specs = {
  source: recipeSpec({ source: "recipe" }),
  image: recipeSpec({ image: "acme:1" }),
  build: recipeSpec({ build: { context: ".", dockerfile: "Dockerfile" } }, "PySpark"),
};
/** A run as version 1 had it. */
const runSpec = (origin: object, recipeType = "Python") => {
  const { executor: _, ...spec } = newRun(1).spec;
  return { ...spec, origin, recipeType };
};
const runSpecs = [
  runSpec(specs.source.origin),
  runSpec(specs.image.origin),
  runSpec(specs.build.origin, "PySpark"),
];

function makeVersion1(path: string): void {
  const database = new DatabaseSync(path);
  database.exec(first);
  database.exec(`pragma application_id = ${applicationId}; pragma user_version = 1`);
  const insert = (table: string, row: Readonly<Record<string, string | number | null>>) => {
    const columns = Object.keys(row).map((name) => `"${name}"`);
    database
      .prepare(`insert into ${table} (${columns}) values (${columns.map(() => "?")})`)
      .run(...Object.values(row));
  };
  insert("installation", { id: uuid(1, 1), key: "a2V5" });
  insert("namespaces", { name: "test", serial: 1 });
  insert("applies", {
    ...{ namespace: "test", serial: 1, id: applyId, at: at(1), actor: "ada@host", command: "apply" },
    ...{ config_digest: digest, summary: "{}", changes: "[]" },
  });
  const revise = (id: number, address: string, revision: number, spec: object | null) =>
    insert("resource_revisions", {
      ...{ namespace: "test", resource_id: uuid(id), revision, address, kind: address.split("/")[0] ?? "" },
      ...{ apply_id: applyId, serial: 1, at: at(1), digest, references: "[]", observed: "{}" },
      spec: spec === null ? null : toJson(spec),
    });
  const put = (id: number, address: string, spec: object, revision = 1) => {
    revise(id, address, revision, spec);
    insert("resources", {
      ...{ namespace: "test", address, id: uuid(id), kind: address.split("/")[0] ?? "", revision, digest },
      ...{ references: "[]", created_at: at(1) },
    });
  };
  revise(1, "recipe/source", 1, specs.source);
  put(1, "recipe/source", specs.source, 2);
  put(2, "recipe/image", specs.image);
  put(3, "recipe/build", specs.build);
  put(4, "dataset/sales", { path: "data/sales.csv" });
  revise(5, "recipe/gone", 1, specs.image);
  revise(5, "recipe/gone", 2, null);
  for (const [index, spec] of runSpecs.entries())
    insert("runs", {
      ...{ namespace: "test", id: uuid(index + 1), task: "train", trigger: "manual", actor: "ada@host" },
      ...{ instance: instance("a"), state: "RUNNING", phase: "EXECUTING", desired: "RUN", attempt: 1 },
      ...{ epoch: 1, worker_id: "w", worker: toJson(worker("w")), lease_expires_at: at(60) },
      ...{ created_at: at(1), started_at: at(1), spec: toJson(spec) },
    });
  insert("run_attempts", { run: 1, number: 1, epoch: 1, executor: "process", started_at: at(1) });
  database.close();
}

describe("a store of version 1", () => {
  const folder = temporaryFolder();
  const path = () => folder.path("mlx.db");
  const openHere = () => openStore({ url: path(), namespace: "test", ids: createFakeIds() });
  beforeEach(() => makeVersion1(path()));

  it("has its recipes say where they run", async () => {
    const store = await openHere();
    const applied = await store.resources.list();
    expect(Object.fromEntries(applied.map(({ address, spec }) => [address, spec]))).toEqual({
      "recipe/source": { ...specs.source, executor: "process" },
      "recipe/image": { ...specs.image, executor: "docker", container: strict },
      "recipe/build": { ...specs.build, executor: "docker", container: strictForSpark },
      "dataset/sales": { path: "data/sales.csv" },
    });
    expect(new Set(applied.map((resource) => resource.digest))).toEqual(new Set([digest]));
    expect((await store.installation()).key).toBe("a2V5");
    await store.close();
  });

  it("has earlier revisions say so, too, and leaves deletions alone", async () => {
    const store = await openHere();
    const revisionsOf = async (name: string) =>
      (await store.resources.revisions(formatAddress({ kind: "recipe", name }))).map(
        ({ resource }) => resource?.spec,
      );
    const source = { ...specs.source, executor: "process" };
    expect(await revisionsOf("source")).toEqual([source, source]);
    expect(await revisionsOf("gone")).toEqual([
      undefined,
      { ...specs.image, executor: "docker", container: strict },
    ]);
    await store.close();
  });

  it("has its runs say where they run, and a run under way can be carried on", async () => {
    const store = await openHere();
    expect((await store.runs.unfinished()).map(({ spec }) => spec)).toEqual([
      { ...runSpecs[0], executor: "process" },
      { ...runSpecs[1], executor: "docker", container: strict },
      { ...runSpecs[2], executor: "docker", container: strictForSpark },
    ]);
    const attempt = { runId: uuid(1), number: 1, epoch: 1, executor: "process", startedAt: at(1) };
    expect((await store.runs.record(uuid(1)))?.attempts).toEqual([attempt]);
    const claimed = await store.runs.claim(uuid(1), { worker: worker("v"), at: at(61), ttlSeconds: 60 });
    expect(claimed).toMatchObject({ epoch: 2, spec: { executor: "process" } });
    await store.close();
  });

  it("is brought up to date once", async () => {
    await (await openHere()).close();
    const migrated = await readFile(path());
    await (await openHere()).close();
    expect(await readFile(path())).toEqual(migrated);
    const database = new DatabaseSync(path());
    expect(database.prepare("pragma user_version").get()).toEqual({ user_version: 6 });
    database.close();
  });
});

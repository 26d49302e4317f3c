import { DatabaseSync } from "node:sqlite";
import { type Digest, digestOf } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { toJson } from "../src/json-text.ts";
import { first } from "../src/sqlite/migrations/0001-first.ts";
import { executors } from "../src/sqlite/migrations/0002-executors.ts";
import { daemon } from "../src/sqlite/migrations/0003-daemon.ts";
import { registry } from "../src/sqlite/migrations/0004-registry.ts";
import { search } from "../src/sqlite/migrations/0005-search.ts";
import { applicationId } from "../src/sqlite/settings.ts";
import {
  apiCommitOf,
  at,
  commitOf,
  experiment,
  instance,
  instanceResource,
  newRun,
  put,
  uuid,
} from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

type Values = Readonly<Record<string, string | number | null>>;

function makeVersion5(path: string): void {
  const database = new DatabaseSync(path);
  for (const migration of [first, executors, daemon, registry, search]) database.exec(migration);
  database.exec(`pragma application_id = ${applicationId}; pragma user_version = 5`);
  const insert = (table: string, row: Values) => {
    const columns = Object.keys(row).map((name) => `"${name}"`);
    database
      .prepare(`insert into ${table} (${columns}) values (${columns.map(() => "?")})`)
      .run(...Object.values(row));
  };
  insert("installation", { id: uuid(1, 1), key: "a2V5" });
  insert("namespaces", { name: "test", serial: 3 });
  for (const [index, actor] of ["ada@host", "grace@host", "alan@host"].entries())
    insert("applies", {
      ...{ namespace: "test", serial: index + 1, id: uuid(index + 1, 0xa), at: at(index + 1), actor },
      ...{ command: "apply", config_digest: digestOf("x"), summary: "{}", changes: "[]" },
    });
  const revise = (id: number, name: string, revision: number, serial: number, seed?: number) => {
    const { digest, references, observed, spec } = instanceResource(name, seed);
    insert("resource_revisions", {
      ...{ namespace: "test", resource_id: uuid(id), revision, address: instance(name), kind: "instance" },
      ...{ apply_id: uuid(serial, 0xa), serial, at: at(serial), digest: seed === undefined ? null : digest },
      references: seed === undefined ? null : toJson(references),
      observed: seed === undefined ? null : toJson(observed),
      spec: seed === undefined ? null : toJson(spec),
    });
  };
  const live = (id: number, name: string, revision: number, digest: Digest) =>
    insert("resources", {
      ...{ namespace: "test", address: instance(name), id: uuid(id), kind: "instance", revision, digest },
      ...{ references: toJson(instanceResource(name).references), created_at: at(1) },
    });
  revise(1, "a", 1, 1, 1);
  revise(1, "a", 2, 2, 2);
  live(1, "a", 2, instanceResource("a", 2).digest);
  revise(2, "gone", 1, 1, 1);
  revise(2, "gone", 2, 3);
  for (const [number, task] of (["train", "score", "train"] as const).entries()) {
    insert("runs", {
      ...{ namespace: "test", id: uuid(number + 1), task, trigger: "manual", actor: "ada@host" },
      ...{ instance: instance("a"), experiment: experiment("x"), desired: "RUN", attempt: 0, epoch: 0 },
      ...{
        created_at: at(number),
        spec: toJson(newRun(1).spec),
        state: "DONE",
        reason: "OK",
        ended_at: at(9),
      },
    });
  }
  database.close();
}

describe("a store of version 5", () => {
  const folder = temporaryFolder();
  const openHere = () => openStore({ url: folder.path("mlx.db"), namespace: "test", ids: createFakeIds() });
  beforeEach(() => makeVersion5(folder.path("mlx.db")));

  it("knows who made its resources, and that files declare them", async () => {
    const store = await openHere();
    const [resource] = await store.resources.list();
    expect(resource).toMatchObject({ createdBy: "ada@host", updatedBy: "grace@host", revision: 2 });
    expect(await store.resources.getById(uuid(1))).toEqual(resource);
    const { address, kind, digest, references } = instanceResource("a", 2);
    expect((await store.resources.heads()).heads).toEqual([
      { id: uuid(1), address, kind, digest, references, revision: 2 },
    ]);
    expect(await store.resources.unmanaged()).toEqual([]);
    const revisions = await store.resources.revisions(instance("a"));
    expect(revisions.map(({ actor, via }) => [actor, via])).toEqual([
      ["grace@host", undefined],
      ["ada@host", undefined],
    ]);
    await store.applies.commit(apiCommitOf(3, [put(9, "a", { seed: 3 })]));
    expect((await store.resources.heads()).heads).toMatchObject([
      { id: uuid(1), drifted: true, revision: 3 },
    ]);
    await store.close();
  });

  it("lets what files deleted come back as something else", async () => {
    const store = await openHere();
    expect(await store.resources.deleted({})).toEqual([]);
    expect(await store.resources.isKnown(instance("gone"))).toBe(true);
    await store.applies.commit(commitOf(3, [put(7, "gone")]));
    expect(await store.resources.get(instance("gone"))).toMatchObject({ id: uuid(7), revision: 1 });
    await store.close();
  });

  it("has its runs in pages", async () => {
    const store = await openHere();
    const page = await store.runs.page(
      { experiment: experiment("x"), task: "train" },
      { limit: 1, offset: 0, order: "-created" },
    );
    expect([page.total, page.runs.map(({ id }) => id)]).toEqual([2, [uuid(3)]]);
    expect(page.runs[0]).not.toHaveProperty("description");
    await store.close();
  });
});

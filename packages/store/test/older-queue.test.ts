import { DatabaseSync } from "node:sqlite";
import { digestOf, type ExperimentSpec } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { toJson } from "../src/json-text.ts";
import { first } from "../src/sqlite/migrations/0001-first.ts";
import { executors } from "../src/sqlite/migrations/0002-executors.ts";
import { applicationId } from "../src/sqlite/settings.ts";
import { at, everyHour, experiment, instance, newRun, uuid, worker } from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const digest = digestOf("as version 2 computed it");

type Values = Readonly<Record<string, string | number | null>>;

function makeVersion2(path: string): void {
  const database = new DatabaseSync(path);
  for (const migration of [first, executors]) database.exec(migration);
  database.exec(`pragma application_id = ${applicationId}; pragma user_version = 2`);
  const insert = (table: string, row: Values) => {
    const columns = Object.keys(row).map((name) => `"${name}"`);
    database
      .prepare(`insert into ${table} (${columns}) values (${columns.map(() => "?")})`)
      .run(...Object.values(row));
  };
  insert("installation", { id: uuid(1, 1), key: "a2V5" });
  insert("namespaces", { name: "test", serial: 2 });
  for (const serial of [1, 2])
    insert("applies", {
      ...{ namespace: "test", serial, id: uuid(serial, 0xa), at: at(serial), actor: "ada@host" },
      ...{ command: "apply", config_digest: digest, summary: "{}", changes: "[]" },
    });
  const revise = (id: number, name: string, serial: number, spec: ExperimentSpec | null) =>
    insert("resource_revisions", {
      ...{ namespace: "test", resource_id: uuid(id), revision: serial, address: experiment(name) },
      ...{ kind: "experiment", apply_id: uuid(serial, 0xa), serial, at: at(serial), digest },
      ...{ references: "[]", observed: "{}", spec: spec === null ? null : toJson(spec) },
    });
  const put = (id: number, name: string, revision: number) =>
    insert("resources", {
      ...{ namespace: "test", address: experiment(name), id: uuid(id), kind: "experiment", revision },
      ...{ digest, references: "[]", created_at: at(1) },
    });
  revise(1, "nightly", 1, experimentSpec({}));
  revise(1, "nightly", 2, experimentSpec({ schedule: everyHour }));
  put(1, "nightly", 2);
  revise(2, "off", 1, experimentSpec({ schedule: { ...everyHour, cron: ["5 * * * *"] }, enabled: false }));
  put(2, "off", 1);
  revise(3, "by-hand", 1, experimentSpec({}));
  put(3, "by-hand", 1);
  revise(4, "gone", 1, experimentSpec({ schedule: everyHour }));
  revise(4, "gone", 2, null);
  for (const [number, status] of [
    { state: "RUNNING", phase: "EXECUTING", worker_id: "w", worker: toJson(worker("w")), epoch: 1 },
    { state: "PENDING", reason: "QUEUED" },
    { state: "RETRY", reason: "OOM_KILLED", message: "oom", next_attempt_at: at(50), epoch: 1 },
    { state: "DONE", reason: "OK", ended_at: at(9) },
  ].entries()) {
    insert("runs", {
      ...{ namespace: "test", id: uuid(number + 1), task: "train", trigger: "manual", actor: "ada@host" },
      ...{ instance: instance("a"), desired: "RUN", attempt: 0, epoch: 0, created_at: at(1) },
      ...{ spec: toJson(newRun(1).spec), lease_expires_at: at(60) },
      ...status,
    });
    insert("run_events", { run: number + 1, at: at(1), actor: "ada@host", type: "created", to: "PENDING" });
  }
  database.close();
}

function experimentSpec(more: Partial<ExperimentSpec>): ExperimentSpec {
  return {
    ...{ tags: {}, enabled: true, dependsOn: [], lifecycle: { protect: false, ignore: [] } },
    ...{ target: { instance: instance("a") }, task: "train", parameters: {}, inputs: {}, outputs: {} },
    ...{ retry: newRun(1).spec.retry, timeoutSeconds: 60, stopGraceSeconds: 30, ...more },
  };
}

describe("a store of version 2", () => {
  const folder = temporaryFolder();
  const openHere = () => openStore({ url: folder.path("mlx.db"), namespace: "test", ids: createFakeIds() });
  beforeEach(() => makeVersion2(folder.path("mlx.db")));

  it("has the schedules of its experiments, counted from their last change, and the same digests", async () => {
    const store = await openHere();
    const times = (seconds: number) => ({
      ...{ anchor: at(seconds), lastEvaluated: at(seconds), wakeAt: at(seconds) },
    });
    expect(await store.schedules.list()).toEqual([
      { id: uuid(1), experiment: experiment("nightly"), spec: everyHour, enabled: true, ...times(2) },
      {
        ...{ id: uuid(2), experiment: experiment("off"), spec: { ...everyHour, cron: ["5 * * * *"] } },
        ...{ enabled: false, ...times(1) },
      },
    ]);
    const { heads } = await store.resources.heads();
    expect(heads.map((head) => head.digest)).toEqual([digest, digest, digest]);
    await store.close();
  });

  it("has its waiting runs in the queue, and what runs holds its slot", async () => {
    const store = await openHere();
    const claim = (seconds: number, runs: number) =>
      store.runs.claimNext({
        ...{ worker: worker("v"), at: at(seconds), ttlSeconds: 60, limit: 9, capacity: { runs } },
      });
    expect((await claim(2, 1)).map(({ id }) => id)).toEqual([]);
    expect((await claim(2, 3)).map(({ id }) => id)).toEqual([uuid(2)]);
    expect((await claim(50, 3)).map(({ id }) => id)).toEqual([uuid(3)]);
    const ending = { status: { state: "DONE", reason: "OK" }, endedAt: at(60) } as const;
    await store.runs.end({ runId: uuid(1), epoch: 1 }, ending, { actor: "w" });
    expect(await store.runs.slotUsage()).toEqual([{ name: "runs", used: 2, waiting: 0 }]);
    await store.close();
  });

  it("tells nobody of what happened before it learnt to", async () => {
    const store = await openHere();
    const { runEvent, tick } = await store.deliveries.cursor();
    expect([runEvent, tick]).toEqual([4, 0]);
    expect(await store.runs.eventsAfter(runEvent, 10)).toEqual([]);
    await store.runs.create(newRun(9), at(70));
    expect((await store.runs.eventsAfter(runEvent, 10)).map(({ event }) => event.runId)).toEqual([uuid(9)]);
    expect((await store.runs.eventsAfter(0, 10)).map(({ run }) => run.id)).toEqual(
      [1, 2, 3, 4, 9].map((number) => uuid(number)),
    );
    await store.close();
  });
});

import { DatabaseSync } from "node:sqlite";
import { createFakeIds } from "@mlx/core/testing";
import { Kysely } from "kysely";
import { describe, expect, it } from "vitest";
import { createTransactions } from "../src/database.ts";
import { openStore } from "../src/index.ts";
import { appendMetrics } from "../src/metrics/append-metrics.ts";
import { openConnection } from "../src/sqlite/connection.ts";
import { sqliteDialect } from "../src/sqlite/dialect.ts";
import type { Tables } from "../src/tables.ts";
import { attemptOf, claimedRun, endingWithModel, newRun, trainedRun } from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("rows that are kept", () => {
  const folder = temporaryFolder();
  const openHere = () => openStore({ url: folder.path("mlx.db"), namespace: "test", ids: createFakeIds() });

  it("never gives a deleted version's number to another", async () => {
    const store = await openHere();
    await trainedRun(store, newRun(1), 1);
    await trainedRun(store, newRun(2), 2);
    const database = new DatabaseSync(folder.path("mlx.db"));
    database.exec("update model_versions set status = 'DELETED' where version = 2");
    database.close();
    expect((await store.models.latest("a"))?.version).toBe(1);
    expect((await store.models.current()).map(({ version }) => version)).toEqual([1]);
    expect((await store.models.heads()).map(({ version, status }) => [version, status])).toEqual([
      [1, "READY"],
    ]);
    const { model } = await store.runs.end(
      await claimedRun(store, newRun(3)),
      endingWithModel(3, newRun(3), "a"),
      { actor: "w" },
    );
    expect(model?.version).toBe(3);
    await store.close();
  });

  it("thins the longest series of a run with too many points, and counts on", async () => {
    const store = await openHere();
    const fence = await claimedRun(store);
    const { runId } = fence;
    await store.runs.putAttempt(fence, attemptOf(fence));
    const connection = await openConnection(folder.path("mlx.db"));
    const { write } = createTransactions(new Kysely<Tables>({ dialect: sqliteDialect(connection) }), "test");
    const limit = 100;
    const append = (name: string, from: number, to: number, attempt = 1) =>
      write((queries) => {
        const points = Array.from({ length: to - from }, (_, index) => from + index);
        return appendMetrics(
          queries,
          { run: 1, attempt },
          points.map((step) => ({ name, step, at: step, value: step === 150 ? -1 : step })),
          limit,
        );
      });
    const steps = async (name: string) =>
      (await store.runs.metricPoints(runId, name)).map(({ step }) => step);
    await append("short", 0, 10);
    for (let start = 0; start < 360; start += 40) await append("long", start, start + 40);
    // Thinned at 91 to every 2nd, at 181 to every 4th, at 361 points to every 8th.
    expect(await steps("long")).toEqual(Array.from({ length: 90 }, (_, index) => index * 4));
    expect(await steps("short")).toHaveLength(10);
    await append("long", 360, 361);
    expect(await steps("long")).toEqual(Array.from({ length: 46 }, (_, index) => index * 8));
    // Points that come again are not counted again, whether they are still there or not.
    await append("long", 100, 361);
    expect(await steps("long")).toEqual(Array.from({ length: 46 }, (_, index) => index * 8));
    expect(await store.runs.metricSummaries(runId)).toEqual([
      { name: "long", last: 360, min: -1, max: 360, count: 361, firstAt: 0, lastAt: 360 },
      { name: "short", last: 9, min: 0, max: 9, count: 10, firstAt: 0, lastAt: 9 },
    ]);
    // Another attempt has all of the room, and takes none from the first.
    const { length: before } = await steps("long");
    await store.runs.putAttempt(fence, attemptOf(fence, 2));
    await append("long", 0, 100, 2);
    expect(await steps("long")).toHaveLength(100);
    const { kept } = await write((queries) =>
      queries
        .selectFrom("metric_series")
        .select("kept")
        .where("name", "=", "long")
        .where("attempt", "=", 1)
        .executeTakeFirstOrThrow(),
    );
    expect(kept).toBe(before);
    connection.close();
    await store.close();
  });
});

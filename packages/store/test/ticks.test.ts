import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import type { Store } from "@mlx/core";
import { createFakeIds } from "@mlx/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { at, commitOf, putExperiment } from "../src/testing/samples.ts";
import { runChild } from "./run-child.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const schedules = 10;
const kills = Number(process.env.MLX_TEST_TICK_KILLS ?? 20);
/** Of the moments of the kills. */
const seed = Number(process.env.MLX_TEST_SEED ?? Date.now());

describe("ticks, whatever happens to those who evaluate", () => {
  const folder = temporaryFolder();
  const path = () => folder.path("mlx.db");
  const openHere = () => openStore({ url: path(), namespace: "test", ids: createFakeIds() });

  async function applySchedules(): Promise<void> {
    const store = await openHere();
    const puts = Array.from({ length: schedules }, (_, index) =>
      putExperiment(index + 1, `x${index + 1}`, { schedule: {} }),
    );
    await store.applies.commit(commitOf(0, puts));
    await store.close();
  }

  /** Processes that begin together, however long each takes to start. */
  async function evaluateTogether(names: readonly string[], until: string, shell?: string) {
    const children = names.map((name) => runChild("evaluate-for-ever", [path(), until, name], shell));
    await Promise.all(children.map((child) => child.wrote(1)));
    for (const child of children) child.process.stdin?.write("begin\n");
    return children;
  }

  /**
   * Each second up to where each schedule was evaluated has one tick, each tick one run that was made once,
   * and what is held is held by those that run. Returns how many ticks there are.
   */
  async function checkWhole(): Promise<number> {
    const store = await openHere();
    const all = await store.schedules.ticksAfter(0, 1_000_000);
    const ticks = Map.groupBy(all, ({ scheduleId }) => scheduleId);
    const database = new DatabaseSync(path());
    const runs = database.prepare("select id from runs order by id").all();
    expect(runs.map(({ id }) => id)).toEqual(all.map(({ runId }) => runId ?? "").sort());
    for (const { id, lastEvaluated } of await store.schedules.list()) {
      const nominals = (ticks.get(id) ?? []).map(({ nominal }) => nominal);
      const expected = nominals.map((_, index) => at(2 + index));
      expect(nominals).toEqual(expected);
      expect(nominals.at(-1) ?? at(1)).toBe(lastEvaluated);
    }
    await checkQueue(store, database);
    database.close();
    await store.close();
    return all.length;
  }

  async function checkQueue(store: Store, database: DatabaseSync): Promise<void> {
    const numbers = (sql: string) => database.prepare(sql).get();
    expect(numbers("select count(*) as n from run_events where type = 'created'")).toEqual(
      numbers("select count(*) as n from runs"),
    );
    expect(numbers("select count(*) as n from run_queue")).toEqual(
      numbers("select count(*) as n from runs where state = 'PENDING'"),
    );
    expect(database.prepare("pragma foreign_key_check").all()).toEqual([]);
    const [held] = await store.runs.slotUsage();
    expect(numbers("select count(*) as n from runs where state = 'RUNNING'")).toEqual({ n: held?.used ?? 0 });
  }

  it("are each made by one of two processes", async () => {
    await applySchedules();
    const children = await evaluateTogether(["a", "b"], "121");
    const ends = await Promise.all(children.map((child) => child.ended()));
    expect(ends).toEqual(children.map(() => ({ code: 0, errors: "" })));
    const made = children.map((child) =>
      child.lines().reduce((sum, line) => sum + Number.parseInt(line, 10), 0),
    );
    expect(made.reduce((a, b) => a + b, 0)).toBe(120 * schedules);
    expect(await checkWhole()).toBe(120 * schedules);
  });

  it(
    `are whole after each of ${kills} kills (MLX_TEST_SEED=${seed})`,
    async () => {
      await applySchedules();
      const moments = fc.sample(fc.integer({ min: 0, max: 100 }), { seed, numRuns: kills });
      let before = 0;
      for (const [round, moment] of moments.entries()) {
        const children = await evaluateTogether(["a", "b"], "1000000");
        await Promise.all(children.map((child) => child.wrote(2 + (round % 2))));
        await sleep(moment);
        for (const child of children) child.process.kill("SIGKILL");
        const ends = await Promise.all(children.map((child) => child.ended()));
        expect(ends.map(({ errors }) => errors)).toEqual(["", ""]);
        const ticks = await checkWhole();
        expect(ticks).toBeGreaterThan(before);
        before = ticks;
      }
    },
    60_000 + kills * 10_000,
  );

  it("are not made where the file cannot grow", async () => {
    await applySchedules();
    const [child] = await evaluateTogether(["a"], "1000000", "ulimit -f 4000");
    expect(await child?.ended()).toEqual({ code: 0, errors: "" });
    const lines = child?.lines() ?? [];
    expect(lines.at(-1)).toBe("MLX5004");
    const told = lines.slice(0, -1).map(Number);
    expect(await checkWhole()).toBe(told.reduce((a, b) => a + b, 0));
  });

  it("are not made while another holds the store for too long", async () => {
    await applySchedules();
    const holder = new DatabaseSync(path());
    holder.exec("begin immediate");
    const store = await openHere();
    const [schedule] = await store.schedules.list();
    const evaluate = () =>
      store.schedules.evaluate([schedule?.id ?? ""], at(2), () => ({
        ...{ lastEvaluated: at(2), wakeAt: at(3), runs: [], replaced: [] },
        ticks: [{ nominal: at(2), outcome: "COALESCED", evaluatedAt: at(2) }],
      }));
    await expect(evaluate()).rejects.toMatchObject({ code: "MLX5003" });
    expect(await store.schedules.ticksAfter(0, 9)).toEqual([]);
    holder.exec("rollback");
    holder.close();
    expect((await evaluate())[0]?.ticks).toHaveLength(1);
    await store.close();
  });
});

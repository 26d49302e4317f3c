import { DatabaseSync } from "node:sqlite";
import type { Store } from "@mlx/core";
import { runOf } from "../schedule/fill-store.ts";

const metricNames = Array.from({ length: 20 }, (_, index) => (index === 0 ? "RMSE" : `metric_${index}`));
const parameters = { depth: 12, n_estimators: 10, rate: 1000 };
const batchSize = 1000;

/**
 * So many runs that ended, with 20 metrics each. They are made through the store's port; what became of them is
 * written as rows, since to claim and end each by itself takes hours.
 */
export async function fillRuns(store: Store, file: string, count: number): Promise<void> {
  const began = Date.UTC(2026, 0, 1);
  const random = createRandom();
  for (let start = 0; start < count; start += batchSize) {
    const runs = Array.from({ length: Math.min(batchSize, count - start) }, (_, index) => {
      const run = runOf(start + index, { trigger: random() < 0.8 ? "schedule" : "manual" });
      const values = Object.entries(parameters).map(([name, most]) => [name, Math.floor(random() * most)]);
      return {
        ...run,
        tags: { team: `team-${Math.floor(random() * 20)}` },
        spec: { ...run.spec, parameters: Object.fromEntries(values) },
      };
    });
    await store.runs.createMany(runs, new Date(began + start * 1000).toISOString());
  }
  const database = new DatabaseSync(file);
  database.exec("pragma synchronous = off; begin immediate; delete from run_queue");
  const end = database.prepare(
    "update runs set state = ?, reason = ?, attempt = 1, started_at = created_at, ended_at = ? where seq = ?",
  );
  const attempt = database.prepare(
    "insert into run_attempts (run, number, epoch, executor) values (?, 1, 1, 'process')",
  );
  const series = database.prepare(
    `insert into metric_series (run, attempt, name, last, last_step, min, max, count, first_at, last_at, max_step, stride, kept)
    values (?, 1, ?, ?, 1, ?, ?, 1, 1, 1, 1, 1, 0)`,
  );
  for (const { seq } of database.prepare("select seq from runs").iterate()) {
    const run = Number(seq);
    const failed = random() < 0.05;
    const seconds = 10 + Math.floor(random() * 3600);
    end.run(
      failed ? "FAILED" : "DONE",
      failed ? "NON_ZERO_EXIT" : "OK",
      new Date(began + run * 1000 + seconds * 1000).toISOString(),
      run,
    );
    attempt.run(run);
    for (const name of metricNames) {
      const value = random() * 100_000;
      series.run(run, name, value, value, value);
    }
  }
  database.exec("commit");
  database.close();
}

/** The same numbers in each run of the benchmark (mulberry32). */
function createRandom(): () => number {
  let state = 42;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

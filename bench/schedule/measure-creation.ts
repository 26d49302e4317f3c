import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";
import type { BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { makeProject, startDaemon } from "./daemon-process.ts";
import { fillStore, openBenchStore } from "./fill-store.ts";
import { quantile } from "./quantile.ts";
import { insertRaw } from "./raw-inserts.ts";

const schedules = 10_000;
const due = 1000;
const minute = 60_000;

/**
 * A thousand of ten thousand schedules fire each minute, of a real `mlx up` on the wall clock. When each
 * run can be seen is read through another connection; what a look costs is a part of it.
 */
export async function measureCreation(
  options: BenchmarkOptions,
): Promise<{ readonly comparison: Comparison; readonly goals: readonly Goal[] }> {
  const { workFolder, onProgress } = options;
  const folder = join(workFolder, "creation");
  const file = makeProject(folder);
  const store = await openBenchStore(file);
  onProgress(`${schedules} schedules are applied`);
  // All others fire on other days than this one and the next.
  const away = new Date(Date.now() + 15 * 86_400_000).getUTCDate();
  await fillStore(store, schedules, (index) =>
    index < due ? "* * * * *" : `${index % 60} ${index % 24} ${Math.min(28, away)} * *`,
  );
  await store.close();
  const lags = await watchDaemon(folder, file, options);
  const ours = lags.map((found) => Math.max(...found));
  const baseline = ours.map(() => insertRaw(file, due));
  const [p50, p99] = [quantile(lags.flat(), 0.5), quantile(lags.flat(), 0.99)];
  const name = `${due.toLocaleString("en")} of ${schedules.toLocaleString("en")} schedules due at once, creation minus nominal time`;
  return {
    comparison: {
      subject: `${due.toLocaleString("en")} runs due at once`,
      step: "until the last is there, against raw inserts",
      milliseconds: ours,
      baseline,
    },
    goals: [
      { name: `${name}, p50`, goal: "≤ 50 ms", found: `${p50.toFixed(0)} ms`, isMet: p50 <= 50 },
      { name: `${name}, p99`, goal: "≤ 500 ms", found: `${p99.toFixed(0)} ms`, isMet: p99 <= 500 },
    ],
  };
}

/** Of each minute: how many milliseconds after it each of its runs could be seen. */
async function watchDaemon(
  folder: string,
  file: string,
  { workFolder, runs, onProgress }: BenchmarkOptions,
): Promise<readonly (readonly number[])[]> {
  await using _ = await startDaemon(folder, workFolder);
  const reader = new DatabaseSync(file, { readOnly: true });
  const lags: (readonly number[])[] = [];
  // The first minute may have begun before the daemon was ready, and the next be too near to prepare for.
  let next = (Math.floor(Date.now() / minute) + 1) * minute;
  if (next - Date.now() < 15_000) next += minute;
  for (let round = 1; round <= runs; round += 1, next += minute) {
    onProgress(`${due} schedules are due at ${new Date(next).toISOString()}, ${round} of ${runs}`);
    lags.push(await watchMinute(reader, next));
  }
  reader.close();
  return lags;
}

/** Milliseconds after its nominal time that each run of that minute could be seen. */
async function watchMinute(reader: DatabaseSync, nominal: number): Promise<readonly number[]> {
  const text = new Date(nominal).toISOString();
  const select = reader.prepare("select count(*) as made from runs where scheduled_at = ? and seq > ?");
  const { newest } = reader.prepare("select coalesce(max(seq), 0) as newest from runs").get() ?? {};
  await delay(Math.max(0, nominal - Date.now() - 20));
  const lags: number[] = [];
  while (lags.length < due) {
    const made = Number(select.get(text, Number(newest))?.made);
    const lag = performance.timeOrigin + performance.now() - nominal;
    while (lags.length < made) lags.push(lag);
    if (lag > 30_000) throw new BenchmarkFailure(`only ${made} of ${due} runs were made within 30 s`);
    await delay(2);
  }
  return lags;
}

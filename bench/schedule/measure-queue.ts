import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type NewRun, type RunFilter, type Store, timestamp, type WorkerIdentity } from "@mlx/core";
import type { BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { median } from "../measure.ts";
import { experimentOf, heldSlot, openBenchStore, runOf } from "./fill-store.ts";
import { quantile } from "./quantile.ts";

const claimed = 6000;
/** More urgent, and they wait for a slot that one of them has. */
const blocked = 6000;
const batchSize = 100;
const listed = 100_000;
const worker: WorkerIdentity = { id: "bench", host: "bench", bootId: "bench", pid: 1 };

export interface QueueResult {
  readonly comparison: Comparison;
  readonly goals: readonly Goal[];
}

/** Claims of a full queue, and lists of very many runs. */
export async function measureQueue({ workFolder, runs, onProgress }: BenchmarkOptions): Promise<QueueResult> {
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 1; round <= runs; round += 1) {
    onProgress(`${claimed} runs are claimed, and ${blocked} wait, ${round} of ${runs}`);
    const file = join(workFolder, `claims-${round}.db`);
    const store = await openBenchStore(file);
    await makeRuns(store, claimed);
    await makeRuns(store, blocked, { offset: claimed, slots: { cpus: 1, [heldSlot]: 1 }, priority: 1 });
    ours.push(await claimAll(store));
    raw.push(claimRaw(file));
    await store.close();
  }
  const perSecond = (claimed / median(ours)) * 1000;
  const lists = await measureLists(join(workFolder, "lists.db"), onProgress);
  const p95 = quantile(lists, 0.95);
  return {
    comparison: {
      subject: `${claimed.toLocaleString("en")} claims, ${batchSize} at once`,
      step: "all, against raw updates",
      milliseconds: ours,
      baseline: raw,
    },
    goals: [
      {
        name: "claims per second, with as many runs that wait for a slot",
        goal: "≥ 3,000",
        found: Math.round(perSecond).toLocaleString("en"),
        isMet: perSecond >= 3000,
      },
      {
        name: `50 of ${listed.toLocaleString("en")} runs by filter, newest first, p95`,
        goal: "≤ 50 ms",
        found: `${p95.toFixed(1)} ms`,
        isMet: p95 <= 50,
      },
    ],
  };
}

async function makeRuns(
  store: Store,
  count: number,
  { offset = 0, ...more }: { readonly offset?: number } & Pick<NewRun, "slots" | "priority"> = {},
): Promise<void> {
  const at = Date.now() - 3_600_000;
  for (let made = 0; made < count; made += 500)
    await store.runs.createMany(
      Array.from({ length: Math.min(500, count - made) }, (_, index) => runOf(offset + made + index, more)),
      timestamp(at + made),
    );
}

/** Milliseconds. */
async function claimAll(store: Store): Promise<number> {
  const began = performance.now();
  for (let done = 0; done < claimed; ) {
    const runs = await store.runs.claimNext({
      worker,
      at: timestamp(Date.now()),
      ttlSeconds: 60,
      capacity: { cpus: claimed, runs: claimed, [heldSlot]: 1 },
      limit: batchSize,
    });
    if (runs.length === 0) throw new BenchmarkFailure(`only ${done} of ${claimed} runs could be claimed`);
    done += runs.length;
  }
  return performance.now() - began;
}

/** The same rows once more, by the least that a claim has to write: the row and an event. */
function claimRaw(file: string): number {
  const database = new DatabaseSync(file);
  database.exec("pragma synchronous = full; create table raw_events (run integer, at text, data text)");
  const select = database.prepare("select seq from runs where epoch = 1 order by seq limit ?");
  const update = database.prepare("update runs set epoch = epoch + 1, lease_expires_at = ? where seq = ?");
  const append = database.prepare("insert into raw_events values (?, ?, ?)");
  const began = performance.now();
  for (let done = 0; done < claimed; done += batchSize) {
    database.exec("begin immediate");
    const at = timestamp(Date.now());
    for (const { seq = null } of select.all(batchSize)) {
      update.run(at, seq);
      append.run(seq, at, '{"phase":"PREPARING","epoch":2,"host":"bench","pid":1}');
    }
    database.exec("commit");
  }
  const took = performance.now() - began;
  database.close();
  return took;
}

/** Milliseconds of each list. */
async function measureLists(file: string, onProgress: (line: string) => void): Promise<readonly number[]> {
  onProgress(`${listed} runs are made and listed`);
  const store = await openBenchStore(file);
  await makeRuns(store, listed);
  for (let claims = 0; claims < 20; claims += 1)
    await store.runs.claimNext({
      worker,
      at: timestamp(Date.now()),
      ttlSeconds: 60,
      capacity: {},
      limit: 100,
    });
  const filters: readonly RunFilter[] = [
    {},
    { states: ["RUNNING"] },
    { states: ["PENDING"] },
    { states: ["FAILED", "ABORTED"] },
    { experiment: experimentOf(7) },
    { experiment: experimentOf(7), states: ["PENDING", "RETRY"] },
    { task: "train", triggers: ["schedule"] },
    { task: "score" },
    { triggers: ["manual"] },
    { since: timestamp(Date.now() - 3_550_000), until: timestamp(Date.now() - 3_540_000) },
  ];
  const times: number[] = [];
  for (let round = 0; round < 20; round += 1)
    for (const filter of filters) {
      const began = performance.now();
      await store.runs.list(filter, { limit: 50 });
      times.push(performance.now() - began);
    }
  await store.close();
  return times;
}

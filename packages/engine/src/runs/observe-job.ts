import {
  type ExitFacts,
  type JobHandle,
  type MetricPoint,
  type Run,
  type RunFence,
  timestamp,
} from "@mlx/core";
import { repeat } from "./repeat.ts";
import type { RunDeps } from "./run-deps.ts";
import { tellLogs } from "./tell-logs.ts";
import { unlessBusy } from "./unless-busy.ts";

const pollMilliseconds = 500;

export interface ObservedEnd {
  readonly exit: ExitFacts;
  /** The highest step that each metric was reported for. */
  readonly lastSteps: ReadonlyMap<string, number>;
}

/**
 * Watches a job to its end: log lines and metrics are told as they come, a stop that somebody asks
 * for is carried out. Aborting the signal ends the watching, never the job.
 */
export async function observeJob(
  run: Run,
  fence: RunFence,
  handle: JobHandle,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<ObservedEnd> {
  const done = new AbortController();
  const sides = AbortSignal.any([done.signal, signal]);
  const metrics = createMetricsReader(run, fence, handle, deps);
  const telling = tellLogs(run, handle, deps, sides);
  const watching = repeat(deps.clock, pollMilliseconds, sides, () => unlessBusy(metrics.read));
  const stopping = stopWhenAsked(run, fence, handle, deps, sides);
  const failed = Promise.race([rejectOnly(watching), rejectOnly(stopping)]);
  try {
    const exit = await Promise.race([deps.executor.wait(handle, sides), failed]);
    await Promise.race([telling, failed]);
    done.abort();
    await Promise.all([watching, stopping]);
    await metrics.read();
    return { exit, lastSteps: metrics.lastSteps };
  } finally {
    done.abort();
    await Promise.allSettled([watching, stopping, telling]);
  }
}

/** Rejects when the promise does; never resolves. */
function rejectOnly(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => promise.catch(reject));
}

async function stopWhenAsked(
  run: Run,
  fence: RunFence,
  handle: JobHandle,
  { store, executor, clock, emit, actor }: RunDeps,
  signal: AbortSignal,
): Promise<void> {
  let asked = false;
  const check = async () => {
    if (asked || (await store.runs.get(run.id))?.desired !== "STOP") return;
    const status = { state: "RUNNING", phase: "STOPPING" } as const;
    const at = timestamp(clock.now());
    emit({
      type: "run-status",
      at: clock.now(),
      run: await store.runs.transition(fence, status, { at, actor }),
      status,
    });
    await executor.stop(handle, { graceSeconds: run.spec.stopGraceSeconds });
    asked = true;
  };
  await unlessBusy(check);
  await repeat(clock, pollMilliseconds, signal, () => unlessBusy(check));
}

/** Stores what the program reports, and tells each point once. */
function createMetricsReader(
  run: Run,
  fence: RunFence,
  handle: JobHandle,
  { store, executor, emit }: RunDeps,
) {
  let cursor = 0;
  const lastSteps = new Map<string, number>();
  return {
    lastSteps,
    read: async () => {
      for (;;) {
        const { points, cursor: next } = await executor.metrics(handle, cursor);
        if (points.length > 0) await store.runs.appendMetrics(fence, handle.attempt, points);
        for (const point of points) {
          lastSteps.set(point.name, Math.max(point.step, lastSteps.get(point.name) ?? point.step));
          emit({ type: "run-metric", runId: run.id, point });
        }
        if (next === cursor) return;
        cursor = next;
      }
    },
  };
}

/** The final values as points: at the last step of a metric that has steps, else at step 0. */
export function finalPoints(
  final: { readonly [name: string]: number },
  lastSteps: ReadonlyMap<string, number>,
  at: number,
): readonly MetricPoint[] {
  return Object.entries(final).map(([name, value]) => ({ name, value, step: lastSteps.get(name) ?? 0, at }));
}

import { type ExitFacts, type JobHandle, type MetricPoint, timestamp } from "@mlx/core";
import type { AttemptWork } from "./attempt-work.ts";
import { repeat } from "./repeat.ts";
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
export async function observeJob(work: AttemptWork, handle: JobHandle): Promise<ObservedEnd> {
  const { run, executor, deps } = work;
  const done = new AbortController();
  const sides = AbortSignal.any([done.signal, work.signal]);
  const metrics = createMetricsReader(work, handle);
  const tellProgress = createProgressTeller(work, handle);
  const telling = tellLogs(run, handle, deps, sides);
  const watching = repeat(deps.clock, pollMilliseconds, sides, async () => {
    await unlessBusy(metrics.read);
    await tellProgress();
  });
  const stopping = stopWhenAsked(work, handle, sides);
  const failed = Promise.race([rejectOnly(watching), rejectOnly(stopping)]);
  try {
    const exit = await Promise.race([executor.wait(handle, sides), failed]);
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
  { run, fence, executor, deps }: AttemptWork,
  handle: JobHandle,
  signal: AbortSignal,
): Promise<void> {
  const { store, clock, emit, actor } = deps;
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
function createMetricsReader({ run, fence, executor, deps }: AttemptWork, handle: JobHandle) {
  const { store, emit } = deps;
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

/** Tells how far the program is, each time that it says something new. */
function createProgressTeller({ run, executor, deps }: AttemptWork, handle: JobHandle) {
  let told: string | undefined;
  return async () => {
    const message = await executor.progress(handle);
    if (message === undefined || message === told) return;
    told = message;
    deps.emit({ type: "run-progress", at: deps.clock.now(), runId: run.id, message });
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

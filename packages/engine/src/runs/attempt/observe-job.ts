import {
  type Attempt,
  defaultRunTimeouts,
  type ExitFacts,
  type JobHandle,
  type MetricPoint,
} from "@mlx/core";
import { rejectOnly } from "../reject-only.ts";
import { repeat } from "../repeat.ts";
import { unlessBusy } from "../unless-busy.ts";
import { type AttemptWork, warn } from "./attempt-work.ts";
import { createStallWatch, type StallWatch } from "./stall-watch.ts";
import { createStopper, type Stopper } from "./stopper.ts";
import { tellLogs } from "./tell-logs.ts";

const pollMilliseconds = 500;

export interface ObservedEnd {
  readonly exit: ExitFacts;
  /** The highest step that each metric was reported for. */
  readonly lastSteps: ReadonlyMap<string, number>;
  /** It was stopped because nothing was heard of it for so long. */
  readonly stalledSeconds?: number;
  /** The run is in its phase STOPPING. */
  readonly isStopping: boolean;
}

/**
 * Watches a job that was started to its end: log lines and metrics are told as they come, a stop that
 * somebody asks for is carried out, a program that is silent for too long is told of or stopped.
 * Aborting the signal ends the watching, never the job.
 */
export async function observeJob(
  work: AttemptWork,
  attempt: Attempt,
  handle: JobHandle,
): Promise<ObservedEnd> {
  const { run, executor, deps } = work;
  const { stallSeconds, onStall } = run.spec.timeouts ?? defaultRunTimeouts;
  const done = new AbortController();
  const sides = AbortSignal.any([done.signal, work.signal]);
  const since = startOf(attempt, deps.clock.now());
  const stall = createStallWatch(deps.clock, { stallSeconds, since });
  const stopper = createStopper(work, handle);
  const metrics = createMetricsReader(work, handle, stall);
  const tellProgress = createProgressTeller(work, handle);
  let isStoppedForStall = onStall === "stop" && (await wasStalled(work, attempt));

  const checkStall = async () => {
    if (stopper.isStopping()) return;
    if (stallSeconds !== undefined && stall.isStalled()) {
      await tellStall(work, attempt, { stallSeconds, stops: onStall === "stop" });
      isStoppedForStall = onStall === "stop";
    }
    if (isStoppedForStall) await stopper.ask(run.spec.stopGraceSeconds);
  };
  const telling = tellLogs(run, handle, deps, sides, ({ at }) => stall.heard(at)).then((isRead) => {
    if (!isRead) stall.lose();
  });
  const watching = repeat(deps.clock, pollMilliseconds, sides, async () => {
    await unlessBusy(metrics.read);
    await tellProgress();
    await unlessBusy(checkStall);
  });
  const stopping = stopWhenAsked(work, stopper, { since, signal: sides });
  const failed = Promise.race([rejectOnly(watching), rejectOnly(stopping)]);
  try {
    const exit = await Promise.race([executor.wait(handle, sides), failed]);
    await Promise.race([telling, failed]);
    done.abort();
    await Promise.all([watching, stopping]);
    await metrics.read();
    return {
      exit,
      lastSteps: metrics.lastSteps,
      ...(isStoppedForStall && stallSeconds !== undefined ? { stalledSeconds: stallSeconds } : {}),
      isStopping: stopper.isStopping(),
    };
  } finally {
    done.abort();
    await Promise.allSettled([watching, stopping, telling]);
  }
}

/** When the program was started, as far as that is known. */
function startOf({ startedAt = "" }: Attempt, now: number): number {
  const start = Date.parse(startedAt);
  return Number.isNaN(start) ? now : start;
}

/** Past its deadline a job is stopped by its executor; here that is only noticed, and made sure of. */
const deadlinePatience = 1000;

async function stopWhenAsked(
  { run, deps }: AttemptWork,
  stopper: Stopper,
  { since, signal }: { readonly since: number; readonly signal: AbortSignal },
): Promise<void> {
  const deadline = since + run.spec.timeoutSeconds * 1000 + deadlinePatience;
  let isAsked = false;
  const check = async () => {
    if (!isAsked && (await deps.store.runs.get(run.id))?.desired === "STOP") {
      await stopper.ask(run.spec.stopGraceSeconds);
      isAsked = true;
    }
    if (!stopper.isStopping() && deps.clock.now() >= deadline)
      await stopper.expect(run.spec.stopGraceSeconds);
    await stopper.check();
  };
  await unlessBusy(check);
  await repeat(deps.clock, pollMilliseconds, signal, () => unlessBusy(check));
}

/** That it is to be stopped for it is written down before it is, for whoever sees it end. */
async function tellStall(
  work: AttemptWork,
  { number }: Attempt,
  { stallSeconds, stops }: { readonly stallSeconds: number; readonly stops: boolean },
): Promise<void> {
  const what = `attempt ${number} has written no line and no metric for ${stallSeconds} s`;
  await warn(work, "STALLED", stops ? `${what}, and is stopped` : what, { attempt: number, stops });
}

async function wasStalled({ run, deps }: AttemptWork, { number }: Attempt): Promise<boolean> {
  const events = await deps.store.runs.events(run.id);
  return events.some(
    ({ reason, data }) => reason === "STALLED" && data?.attempt === number && data.stops === true,
  );
}

/** Stores what the program reports, and tells each point once. */
function createMetricsReader(
  { run, fence, executor, deps }: AttemptWork,
  handle: JobHandle,
  stall: StallWatch,
) {
  const { store, emit } = deps;
  let cursor = 0;
  const lastSteps = new Map<string, number>();
  return {
    lastSteps,
    read: async () => {
      for (;;) {
        const { points, cursor: next } = await executor.metrics(handle, cursor);
        for (const { at } of points) stall.heard(at);
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

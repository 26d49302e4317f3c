import { timestamp } from "@mlx/core";
import { createPreparedRuns } from "../schedules/prepared-runs.ts";
import type { DaemonDeps } from "./daemon-deps.ts";
import { createEvaluator } from "./evaluate-due.ts";
import { createClockWatch } from "./watch-clock.ts";

/** An apply, a resume or another clock may move the next time at any moment. */
const lookMilliseconds = 1000;
/** One transaction's worth: other writers wait for no more than that. */
const batchSize = 500;
/** Runs are prepared so long before their time, so that a thousand of one minute are made at once. */
const aheadMilliseconds = 10_000;
const mostAhead = 2000;
/** What was due is still due, because an apply came in between again and again. */
const pauseMilliseconds = 100;

/**
 * Makes the runs of schedules when their time comes; `onRuns` is called when there are new ones. Idle, it
 * asks the store for one time, once a second, however many schedules there are.
 */
export function createScheduler(
  deps: DaemonDeps,
  onRuns: () => void,
): (signal: AbortSignal) => Promise<number> {
  const { clock, store } = deps;
  const prepared = createPreparedRuns(deps);
  const evaluate = createEvaluator(deps, prepared, onRuns);
  const watchClock = createClockWatch(deps);
  let preparedFor: string | undefined;

  const prepareFor = async (next: string, signal: AbortSignal) => {
    for (const { experiment } of await store.schedules.due(next, mostAhead)) {
      if (signal.aborted || clock.now() >= Date.parse(next)) return;
      if (prepared.get(experiment) === undefined) await prepared.prepare(experiment);
    }
    preparedFor = next;
  };

  return async (signal) => {
    watchClock();
    const next = await store.schedules.nextWake();
    if (next === undefined) return lookMilliseconds;
    const time = Date.parse(next);
    if (time <= clock.now()) {
      const due = await store.schedules.due(timestamp(clock.now()), batchSize);
      return (await evaluate(due, signal)) ? 0 : pauseMilliseconds;
    }
    if (time - clock.now() <= aheadMilliseconds && next !== preparedFor && prepared.hasSerial())
      await prepareFor(next, signal);
    return Math.min(lookMilliseconds, Math.max(0, time - clock.now()));
  };
}

import { type Schedule, timestamp } from "@mlx/core";
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
/** Where so many are due at once, their transaction begins so long before: a thousand take 0.2 s to write. */
const many = 100;
const manyInOne = 1000;
const beginMilliseconds = 300;
/** What was due is still due, because an apply came in between again and again. */
const pauseMilliseconds = 100;

/**
 * Makes the runs of schedules when their time comes; `onRuns` is called when there are new ones, and all
 * that was due is decided: work on the first would keep the last waiting. Idle, it
 * asks the store for one time, once a second, however many schedules there are.
 */
export function createScheduler(
  deps: DaemonDeps,
  onRuns: () => void,
): (signal: AbortSignal) => Promise<number> {
  const { clock, store } = deps;
  const prepared = createPreparedRuns(deps);
  let hasNewRuns = false;
  const { evaluate, evaluateAhead } = createEvaluator(deps, prepared, () => {
    hasNewRuns = true;
  });
  const watchClock = createClockWatch(deps);
  let preparedFor: string | undefined;
  /** What is due then, and was not taken yet. It is read anew when it is evaluated, as all is. */
  let expected: readonly Schedule[] = [];

  const prepareFor = async (next: string, signal: AbortSignal) => {
    expected = await store.schedules.due(next, mostAhead);
    preparedFor = next;
    for (const { experiment } of expected) {
      if (signal.aborted || clock.now() >= Date.parse(next)) return;
      if (prepared.get(experiment) === undefined) await prepared.prepare(experiment);
    }
  };

  const takeExpected = (most: number): readonly Schedule[] => {
    const due = expected.slice(0, most);
    expected = expected.slice(most);
    return due;
  };

  const takeDue = async (time: string): Promise<readonly Schedule[]> =>
    time !== preparedFor || expected.length === 0
      ? store.schedules.due(timestamp(clock.now()), batchSize)
      : takeExpected(batchSize);

  return async (signal) => {
    watchClock();
    const next = await store.schedules.nextWake();
    const time = next === undefined ? Number.POSITIVE_INFINITY : Date.parse(next);
    if (next !== undefined && time <= clock.now())
      return (await evaluate(await takeDue(next), signal)) ? 0 : pauseMilliseconds;
    if (hasNewRuns) onRuns();
    hasNewRuns = false;
    if (next === undefined) return lookMilliseconds;
    if (time - clock.now() <= aheadMilliseconds && next !== preparedFor && prepared.hasSerial())
      await prepareFor(next, signal);
    const isLarge = next === preparedFor && expected.length >= many;
    const begin = isLarge ? time - beginMilliseconds : time;
    if (isLarge && clock.now() >= begin) await evaluateAhead(takeExpected(manyInOne), time, signal);
    return Math.min(lookMilliseconds, Math.max(0, begin - clock.now()));
  };
}

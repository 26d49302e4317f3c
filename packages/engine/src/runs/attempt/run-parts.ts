import type { Clock, FailureReason, RunTimeouts } from "@mlx/core";
import { partTooSlow } from "../errors.ts";
import { startTimer } from "./start-timer.ts";

/** What an attempt does before its program runs. The first three share one time, `prepareSeconds`. */
export type StartPart = "inputs" | "environment" | "image" | "start";

/** The reason of a run whose part took longer than it may. */
export const reasonOfPart: { readonly [part in StartPart]: FailureReason } = {
  inputs: "INPUT_UNAVAILABLE",
  environment: "ENVIRONMENT_FAILED",
  image: "IMAGE_UNAVAILABLE",
  start: "START_FAILED",
};

export interface PartTimer {
  /** Aborted, with a failure of 3024, when the part took longer than it may. */
  readonly signal: AbortSignal;
  /** The part that is under way. */
  readonly part: () => StartPart;
  /** `start` begins a time of its own, the first time that it is entered. */
  enter(part: StartPart): void;
  end(): void;
}

export function createPartTimer(
  clock: Clock,
  { prepareSeconds, startSeconds }: Pick<RunTimeouts, "prepareSeconds" | "startSeconds">,
): PartTimer {
  const late = new AbortController();
  let part: StartPart = "inputs";
  const time = (seconds: number) => startTimer(clock, seconds, () => late.abort(partTooSlow(part, seconds)));
  let cancel = time(prepareSeconds);
  return {
    signal: late.signal,
    part: () => part,
    enter: (next) => {
      if (next === part) return;
      part = next;
      if (next !== "start") return;
      cancel();
      cancel = time(startSeconds);
    },
    end: () => cancel(),
  };
}

import type { Clock, DaemonState, EventSink } from "@mlx/core";

/** Knows how a daemon stands, from what it says. */
export interface DutyWatch {
  readonly event: EventSink;
  /** A duty was done, or failed. */
  beat(duty: string): void;
  state(): DaemonState;
  /** The duties that fail, or have been silent for too long, each with why. */
  problems(): readonly string[];
}

const longestSilence = 60_000;

/** Those that may take longer; the collector looks once an hour. */
const longerSilences: { readonly [duty: string]: number } = {
  sweeper: 120_000,
  outbox: 600_000,
  collector: 3 * 3_600_000,
};

/** `others`: what is told like a duty, and is none. */
export function createDutyWatch(
  { monotonic }: Pick<Clock, "monotonic">,
  others: readonly string[] = [],
): DutyWatch {
  let state: DaemonState = "starting";
  const failing = new Map<string, string>();
  const beats = new Map<string, number>();
  const silent = (now: number) =>
    [...beats].flatMap(([duty, at]) => {
      const seconds = Math.round((now - at) / 1000);
      return now - at > (longerSilences[duty] ?? longestSilence)
        ? [`${duty}: not done for ${seconds} s`]
        : [];
    });
  return {
    event: (event) => {
      if (event.type === "daemon-state") state = event.state;
      if (event.type === "duty-failed" && !others.includes(event.duty))
        failing.set(event.duty, event.message);
      if (event.type === "duty-restored") failing.delete(event.duty);
    },
    beat: (duty) => beats.set(duty, monotonic()),
    state: () => state,
    problems: () => [
      ...[...failing].map(([duty, message]) => `${duty}: ${message}`),
      // A daemon that ends does its duties no more.
      ...(state === "up" ? silent(monotonic()) : []),
    ],
  };
}

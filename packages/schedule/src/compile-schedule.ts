import { InternalError, type ScheduleSpec } from "@mlx/core";
import { unusableSchedule } from "./errors.ts";
import { type CronSource, type NominalTime, nextOf, previousOf } from "./nominal-time.ts";
import { parseCron } from "./parse-cron.ts";
import { instantsOf, parseTime } from "./parse-time.ts";
import { repeatedAfter, repeatedBefore, type Stretch, zoneClock } from "./zone-clock.ts";

/** The times of a schedule. Instants are milliseconds since 1970; a range is (after, until]. */
export interface CompiledSchedule {
  readonly timezone: string;
  /** First and last instant of the window, both inclusive. */
  readonly start?: number;
  readonly end?: number;
  /** The first time after it that fires; none where the window ends before, or within 8 years. */
  next(after: number): NominalTime | undefined;
  /** The last time in the range that fires, however long the range is. */
  previous(after: number, until: number): NominalTime | undefined;
  /** All times in the range in order, each instant once, those that a change of the clocks skips included. */
  between(after: number, until: number): Iterable<NominalTime>;
  /** How many in the range fire; it counts no further than `atMost`. */
  count(after: number, until: number, atMost: number): number;
  /** The times in the range that a change of the clocks skips, found without walking the range. */
  skipped(after: number, until: number): readonly NominalTime[];
  /** The time before a nominal time, whether or not the window holds it: where the window of its run begins. */
  before(instant: number): NominalTime | undefined;
}

/** 29 February comes after 8 years at most. */
const horizon = 8 * 366 * 86_400_000;

/**
 * Parses once what is asked many times: 20 µs an expression. Failure: 1511 where this machine cannot
 * read the schedule, such as a zone that its data does not know.
 */
export function compileSchedule(spec: ScheduleSpec): CompiledSchedule {
  const { sources, start, end } = compile(spec);
  const isInterval = sources.every(({ fields }) => fields.interval);
  const afterWithin = (after: number) => (start === undefined ? after : Math.max(after, start - 1));
  const untilWithin = (until: number) => (end === undefined ? until : Math.min(until, end));
  const clock = zoneClock(spec.timezone);

  const next = (after: number, until: number) => {
    for (let from = after; ; ) {
      const found = firstOf(sources, from, until);
      if (found?.skipped === undefined) return found;
      from = found.instant;
    }
  };
  const previous = (after: number, until: number) => {
    const from = Math.max(after, until - horizon);
    for (let to = until; ; ) {
      const found = lastOf(sources, from, to);
      if (found?.skipped === undefined) return found;
      to = found.instant - 1;
    }
  };

  return {
    timezone: spec.timezone,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    next: (after) => {
      const from = afterWithin(after);
      return next(from, untilWithin(from + horizon));
    },
    previous: (after, until) => previous(afterWithin(after), untilWithin(until)),
    between: (after, until) => walk(sources, afterWithin(after), untilWithin(until)),
    count: (after, until, atMost) => {
      const to = untilWithin(until);
      let count = 0;
      let time = count < atMost ? next(afterWithin(after), to) : undefined;
      while (time !== undefined) {
        count += 1;
        time = count < atMost ? next(time.instant, to) : undefined;
      }
      return count;
    },
    skipped: (after, until) => {
      if (isInterval) return nothing;
      const from = afterWithin(after);
      const to = untilWithin(until);
      if (to <= from || isInside(clock.stretchAt(to), from, to)) return nothing;
      const found: NominalTime[] = [];
      for (let at = from + 1; at <= to; ) {
        const stretch = clock.stretchAt(at);
        // What is skipped lies at the beginning of a stretch, or at the end of one that is repeated.
        const head = Math.min(to, stretch.start + repeatedBefore(stretch));
        const tail = Math.max(from, head, stretch.end - repeatedAfter(stretch) - 1);
        found.push(...walk(sources, Math.max(from, stretch.start - 1), head));
        found.push(...walk(sources, tail, Math.min(to, stretch.end - 1)));
        at = stretch.end;
      }
      return found.filter(({ skipped }) => skipped !== undefined);
    },
    before: (instant) => previous(Number.NEGATIVE_INFINITY, instant - 1),
  };
}

const nothing: readonly NominalTime[] = [];

/** The range is so far from changes of the clocks that nothing in it can be skipped. */
function isInside(stretch: Stretch, after: number, until: number): boolean {
  return after >= stretch.start + repeatedBefore(stretch) && until < stretch.end - repeatedAfter(stretch);
}

function compile(spec: ScheduleSpec) {
  try {
    const clock = zoneClock(spec.timezone);
    const sources = spec.cron.map((expression) => ({ fields: parseCron(expression), clock, dst: spec.dst }));
    const edge = (text: string | undefined, of: "first" | "last") => {
      if (text === undefined) return undefined;
      const time = parseTime(text);
      if (time === undefined) throw new InternalError(`"${text}" is not a time`);
      return instantsOf(time, spec.timezone)[of];
    };
    // A repeated local time belongs to the window in both its passes.
    return { sources, start: edge(spec.startTime, "first"), end: edge(spec.endTime, "last") };
  } catch (error) {
    throw unusableSchedule(spec, error);
  }
}

/** Of several times at one instant: one that fires stands for one that is skipped, a real one for a shifted one. */
function stronger(one: NominalTime, other: NominalTime): NominalTime {
  if (one.skipped !== undefined) return other;
  return one.shifted && other.skipped === undefined ? other : one;
}

function firstOf(sources: readonly CronSource[], after: number, until: number): NominalTime | undefined {
  let first: NominalTime | undefined;
  for (const source of sources) {
    const time = nextOf(source, after, first?.instant ?? until);
    if (time === undefined) continue;
    first = first === undefined || time.instant < first.instant ? time : stronger(first, time);
  }
  return first;
}

function lastOf(sources: readonly CronSource[], after: number, until: number): NominalTime | undefined {
  let last: NominalTime | undefined;
  for (const source of sources) {
    const time = previousOf(source, last === undefined ? after : last.instant - 1, until);
    if (time === undefined) continue;
    last = last === undefined || time.instant > last.instant ? time : stronger(last, time);
  }
  return last;
}

function* walk(sources: readonly CronSource[], after: number, until: number): Generator<NominalTime> {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) {
    let time = nextOf(only, after, until);
    while (time !== undefined) {
      yield time;
      time = nextOf(only, time.instant, until);
    }
    return;
  }
  const heads = sources.map((source) => ({ source, time: nextOf(source, after, until) }));
  for (;;) {
    let first: NominalTime | undefined;
    for (const { time } of heads) {
      if (time === undefined || (first !== undefined && time.instant > first.instant)) continue;
      first = first === undefined || time.instant < first.instant ? time : stronger(first, time);
    }
    if (first === undefined) return;
    for (const head of heads) {
      if (head.time?.instant === first.instant) head.time = nextOf(head.source, first.instant, until);
    }
    yield first;
  }
}

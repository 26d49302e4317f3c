import { assertNever, type ScheduleSpec, type TickOutcome } from "@mlx/core";
import type { CompiledSchedule } from "./compile-schedule.ts";
import { wallTime } from "./local-time.ts";
import type { NominalTime } from "./nominal-time.ts";
import { type Admitted, type CountedRun, createOverlapPolicy, type Refused } from "./overlap-policy.ts";
import { startDelay } from "./start-delay.ts";

export interface NominalTimes {
  readonly scheduleId: string;
  readonly spec: ScheduleSpec;
  readonly compiled: CompiledSchedule;
  /** Decided already, up to and including it. */
  readonly since: number;
  readonly now: number;
  /** Not terminal, oldest first. */
  readonly active: readonly CountedRun[];
}

/** All that is to be done for the nominal times in (since, now]; instants in milliseconds. */
export interface NominalDecision {
  readonly ticks: readonly DecidedTick[];
  readonly fires: readonly DecidedFire[];
  /** Ids of runs that have to make room. */
  readonly replaced: readonly string[];
}

export interface DecidedTick {
  readonly outcome: TickOutcome;
  readonly nominal: number;
  readonly range?: { readonly until: number; readonly count: number };
  readonly message?: string;
}

/** A tick with the outcome FIRED. */
export interface DecidedFire {
  readonly nominal: number;
  readonly readyAt?: number;
  readonly overlapLimit?: number;
  readonly overlapOf?: "schedule";
}

/** Who is this late is being caught up with. */
const onTime = 60_000;
const exactCount = 10_000;
/** Of the times that a change of the clocks skips, the newest are recorded. */
const mostSkipped = 100;

/** The order of the rules is their meaning: deadline, catching up, concurrency. */
export function decideNominalTimes(times: NominalTimes): NominalDecision {
  const { compiled, since, now } = times;
  const ticks: DecidedTick[] = [];
  const skipped = compiled.skipped(since, now);
  for (const time of skipped.length > mostSkipped ? skipped.slice(-mostSkipped) : skipped)
    ticks.push({ outcome: "SKIPPED_DST", nominal: time.instant, message: whySkipped(time) });
  const due = catchUp(times, ticks);
  const { fires, replaced } = applyConcurrency(times, due, ticks);
  if (ticks.length > 1) ticks.sort((a, b) => a.nominal - b.nominal);
  return { ticks, fires, replaced };
}

/** Those of the due times that are neither too late nor left to a later one. Appends to `ticks`. */
function catchUp({ spec, compiled, since, now }: NominalTimes, ticks: DecidedTick[]): readonly NominalTime[] {
  const newest = compiled.previous(since, now);
  if (newest === undefined) return [];
  let from = since;
  const skipUntil = (until: number, outcome: TickOutcome, message: string) => {
    const tick = rangeTick(compiled, from, until, outcome, message);
    if (tick !== undefined) ticks.push(tick);
    from = Math.max(from, until);
  };
  const deadline = spec.startingDeadlineSeconds;
  if (deadline !== undefined)
    skipUntil(
      now - deadline * 1000 - 1,
      "SKIPPED_DEADLINE",
      `later than the startingDeadline of ${deadline} s`,
    );
  if (newest.instant <= from) return [];
  switch (spec.catchUp) {
    case "none":
      skipUntil(now - onTime - 1, "SKIPPED_CATCHUP", "missed, and catchUp is none");
      return firing(compiled, from, now);
    case "latest":
      skipUntil(newest.instant - 1, "COALESCED", "a later time stands for it");
      return [newest];
    case "all": {
      const oldest = oldestOf(compiled, from, newest, spec.catchUpLimit);
      skipUntil(
        oldest - 1,
        "SKIPPED_LIMIT",
        `more than the catchUpLimit of ${spec.catchUpLimit} were missed`,
      );
      return firing(compiled, from, now);
    }
    default:
      return assertNever(spec.catchUp);
  }
}

function firing(compiled: CompiledSchedule, after: number, until: number): readonly NominalTime[] {
  const due: NominalTime[] = [];
  for (const time of compiled.between(after, until)) if (time.skipped === undefined) due.push(time);
  return due;
}

/** The instant of the first of the newest so many. */
function oldestOf(compiled: CompiledSchedule, after: number, newest: NominalTime, limit: number): number {
  let oldest = newest.instant;
  for (let taken = 1; taken < limit; taken++) {
    const before = compiled.previous(after, oldest - 1);
    if (before === undefined) break;
    oldest = before.instant;
  }
  return oldest;
}

function rangeTick(
  compiled: CompiledSchedule,
  after: number,
  until: number,
  outcome: TickOutcome,
  message: string,
): DecidedTick | undefined {
  const first = compiled.next(after);
  if (first === undefined || first.instant > until) return undefined;
  const last = compiled.previous(after, until) ?? first;
  const one = { outcome, nominal: first.instant, message };
  if (first.instant === last.instant) return one;
  return { ...one, range: { until: last.instant, count: compiled.count(after, until, exactCount) } };
}

/** Appends to `ticks`. Each run that is made counts for those after it. */
function applyConcurrency(
  { scheduleId, spec, active, now }: NominalTimes,
  due: readonly NominalTime[],
  ticks: DecidedTick[],
): Omit<NominalDecision, "ticks"> {
  const fires: DecidedFire[] = [];
  if (due.length === 0) return { fires, replaced: [] };
  const policy = createOverlapPolicy(spec, active);
  let replaced: readonly string[] = [];
  const skip = ({ instant }: NominalTime, outcome: TickOutcome, message: string) =>
    ticks.push({ outcome, nominal: instant, message });
  const fire = ({ instant: nominal, shifted, wallClock }: NominalTime, admitted: Admitted) => {
    const late = now - nominal > onTime ? now - nominal : 0;
    const readyAt = nominal + startDelay(scheduleId, nominal, { spec, late });
    const tick: DecidedTick = { outcome: "FIRED", nominal };
    ticks.push(shifted ? { ...tick, message: notThere(wallClock) } : tick);
    const { overlapLimit, overlapOf } = admitted;
    fires.push({
      nominal,
      ...(readyAt > now ? { readyAt } : {}),
      ...(overlapLimit === undefined ? {} : { overlapLimit }),
      ...(overlapOf === undefined ? {} : { overlapOf }),
    });
    replaced = admitted.replaced;
  };
  for (const [index, time] of due.entries()) {
    // Of several at once, each would be replaced by the next before it began.
    if (spec.concurrency === "replace" && index < due.length - 1) {
      skip(time, "COALESCED", "the next one replaces it");
      continue;
    }
    const admission = policy.admit();
    if (admission.admitted) fire(time, admission);
    else skip(time, "SKIPPED_OVERLAP", whyRefused(admission));
  }
  return { fires, replaced };
}

function whyRefused({ holder, isFull }: Refused): string {
  const who = holder === undefined ? "the run before it" : `run ${shortened(holder)}`;
  return isFull ? `${who} has not ended, and as many as may wait do` : `${who} has not ended`;
}

/** As a run is named everywhere: the first eight characters of its UUID. */
function shortened(id: string): string {
  return id.replace(/(?<=^[0-9a-f]{8})-[0-9a-f-]{27}$/, "");
}

function whySkipped({ skipped, wallClock }: NominalTime): string {
  return skipped === "gap"
    ? notThere(wallClock)
    : `${wallTime(wallClock)} exists twice: it fires in the other pass`;
}

function notThere(wallClock: number): string {
  return `${wallTime(wallClock)} does not exist: the clocks went forward`;
}

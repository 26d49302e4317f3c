import { type ActiveRun, assertNever, type ScheduleSpec, type TickOutcome } from "@mlx/core";
import type { CompiledSchedule } from "./compile-schedule.ts";
import { wallTime } from "./local-time.ts";
import type { NominalTime } from "./nominal-time.ts";
import { startDelay } from "./start-delay.ts";

export interface NominalTimes {
  readonly scheduleId: string;
  readonly spec: ScheduleSpec;
  readonly compiled: CompiledSchedule;
  /** Decided already, up to and including it. */
  readonly since: number;
  readonly now: number;
  /** Not terminal, oldest first. */
  readonly active: readonly ActiveRun[];
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
}

/** Who is this late is being caught up with. */
const onTime = 60_000;
const exactCount = 10_000;
/** Of the times that a change of the clocks skips, the newest are recorded. */
const mostSkipped = 100;

/** The order of the rules is their meaning: deadline, catching up, concurrency. */
export function decideNominalTimes(times: NominalTimes): NominalDecision {
  const { spec, compiled, since, now } = times;
  const ticks: DecidedTick[] = compiled
    .skipped(since, now)
    .slice(-mostSkipped)
    .map((time) => ({ outcome: "SKIPPED_DST", nominal: time.instant, message: whySkipped(time) }));
  const newest = compiled.previous(since, now);
  if (newest === undefined) return { ticks, fires: [], replaced: [] };

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
  switch (spec.catchUp) {
    case "none":
      skipUntil(now - onTime - 1, "SKIPPED_CATCHUP", "missed, and catchUp is none");
      break;
    case "latest":
      skipUntil(newest.instant - 1, "COALESCED", "a later time stands for it");
      break;
    case "all": {
      const oldest = oldestOf(compiled, from, newest, spec.catchUpLimit);
      skipUntil(
        oldest - 1,
        "SKIPPED_LIMIT",
        `more than the catchUpLimit of ${spec.catchUpLimit} were missed`,
      );
      break;
    }
    default:
      assertNever(spec.catchUp);
  }
  const due = firing(compiled, from, now);
  const { fires, replaced } = applyConcurrency(times, due, ticks);
  return { ticks: ticks.sort((a, b) => a.nominal - b.nominal), fires, replaced };
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
  const last = compiled.previous(after, until);
  const first = last === undefined ? undefined : compiled.next(after);
  if (first === undefined || last === undefined) return undefined;
  const one = { outcome, nominal: first.instant, message };
  if (first.instant === last.instant) return one;
  return { ...one, range: { until: last.instant, count: compiled.count(after, until, exactCount) } };
}

/** Appends to `ticks`. Each run that is made counts for those after it. */
function applyConcurrency(
  { scheduleId, spec, active: present, now }: NominalTimes,
  due: readonly NominalTime[],
  ticks: DecidedTick[],
): Omit<NominalDecision, "ticks"> {
  const active = present.filter(({ trigger }) => spec.concurrency !== "allow" || trigger === "schedule");
  const fires: DecidedFire[] = [];
  const [oldest] = active;
  const holder = oldest === undefined ? "the run before it" : `run ${oldest.id}`;
  let underWay = active.length;
  let waiting = active.filter(({ waits }) => waits === "WAITING_OVERLAP").length;
  const skip = ({ instant }: NominalTime, outcome: TickOutcome, message: string) =>
    ticks.push({ outcome, nominal: instant, message });
  const fire = (time: NominalTime, overlapLimit?: number) => {
    const { instant: nominal, shifted, wallClock } = time;
    const readyAt =
      nominal + startDelay(scheduleId, nominal, { spec, late: now - nominal > onTime ? now - nominal : 0 });
    ticks.push({
      outcome: "FIRED",
      nominal,
      ...(shifted ? { message: `${wallTime(wallClock)} does not exist: the clocks went forward` } : {}),
    });
    fires.push({
      nominal,
      ...(readyAt > now ? { readyAt } : {}),
      ...(overlapLimit === undefined ? {} : { overlapLimit }),
    });
    underWay += 1;
    if (overlapLimit !== undefined) waiting += 1;
  };
  const fireOrWait = (time: NominalTime, limit: number) => {
    if (underWay < limit) fire(time);
    else if (waiting < spec.queueLimit) fire(time, limit);
    else skip(time, "SKIPPED_OVERLAP", `${holder} has not ended, and as many as may wait do`);
  };

  for (const [index, time] of due.entries()) {
    switch (spec.concurrency) {
      case "forbid":
        if (underWay === 0) fire(time);
        else skip(time, "SKIPPED_OVERLAP", `${holder} has not ended`);
        break;
      case "queue":
        fireOrWait(time, 1);
        break;
      case "allow":
        fireOrWait(time, spec.maxConcurrent);
        break;
      case "replace":
        // Of several at once, each would be replaced by the next before it began.
        if (index < due.length - 1) skip(time, "COALESCED", "the next one replaces it");
        else fire(time, underWay === 0 ? undefined : 1);
        break;
      default:
        assertNever(spec.concurrency);
    }
  }
  return {
    fires,
    replaced: spec.concurrency === "replace" && fires.length > 0 ? active.map(({ id }) => id) : [],
  };
}

function whySkipped({ skipped, wallClock }: NominalTime): string {
  const time = wallTime(wallClock);
  return skipped === "gap"
    ? `${time} does not exist: the clocks went forward`
    : `${time} exists twice: it fires in the other pass`;
}

import { type Address, type Schedule, timestamp } from "@mlx/core";
import { localTime, type NominalTime, scheduleState } from "@mlx/schedule";
import type { RunDeps } from "../runs/run-deps.ts";
import { createCompiler } from "./compile-specs.ts";
import { decidedUntil } from "./decided-until.ts";
import { findSchedules } from "./find-schedule.ts";

/** A time at which a schedule will fire. */
export interface NextFire {
  readonly experiment: Address<"experiment">;
  /** RFC 3339 in UTC. */
  readonly at: string;
  /** RFC 3339 in the schedule's zone. */
  readonly local: string;
  /** IANA name. */
  readonly timezone: string;
  /** Its local time does not exist that day; it fires when the gap ends. */
  readonly shifted?: true;
}

export interface NextFiresRequest {
  /** Of all where absent. */
  readonly experiments?: readonly string[];
  /** At most so many. */
  readonly count: number;
  /** Milliseconds since 1970, inclusive. */
  readonly until?: number;
}

/**
 * What fires next, soonest first, over all schedules that are active. It says nothing of what the
 * concurrency policy will make of it. Failure: 3040.
 */
export async function nextFires(
  { experiments, count, until = Number.POSITIVE_INFINITY }: NextFiresRequest,
  { store, clock }: Pick<RunDeps, "store" | "clock">,
): Promise<readonly NextFire[]> {
  const now = clock.now();
  const compile = createCompiler();
  const first = (await findSchedules(experiments, { store })).flatMap((schedule) => {
    if (scheduleState(schedule, now) !== "ACTIVE") return [];
    const compiled = compile(schedule.spec);
    const time = compiled.next(Date.parse(decidedUntil(schedule, now) ?? timestamp(now)));
    return time === undefined || time.instant > until ? [] : [{ schedule, compiled, time }];
  });
  // The first `count` fires are of those schedules that fire first.
  const soonest = first.sort((a, b) => a.time.instant - b.time.instant).slice(0, count);
  const fires = soonest.flatMap(({ schedule, compiled, time }) => {
    const found: { readonly schedule: Schedule; readonly time: NominalTime }[] = [];
    for (
      let next: NominalTime | undefined = time;
      next !== undefined && next.instant <= until && found.length < count;
      next = compiled.next(next.instant)
    )
      found.push({ schedule, time: next });
    return found;
  });
  return fires
    .sort((a, b) => a.time.instant - b.time.instant)
    .slice(0, count)
    .map(({ schedule, time }) => toNextFire(schedule, time));
}

export function toNextFire({ experiment, spec: { timezone } }: Schedule, time: NominalTime): NextFire {
  return {
    experiment,
    at: timestamp(time.instant),
    local: localTime(time.instant, timezone),
    timezone,
    ...(time.shifted ? { shifted: true } : {}),
  };
}

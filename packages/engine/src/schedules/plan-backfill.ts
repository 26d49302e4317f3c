import { type Address, isTerminal, type Run, timestamp } from "@mlx/core";
import { compileSchedule, type NominalTime } from "@mlx/schedule";
import { prepareRun } from "../runs/prepare/prepare-run.ts";
import type { CreateDeps } from "../runs/prepare/run-request.ts";
import { backfillEmpty, backfillTooLarge } from "./errors.ts";
import { findSchedule } from "./find-schedule.ts";
import type { RunTime } from "./run-at.ts";

export interface BackfillRequest {
  readonly experiment: string;
  /** Milliseconds since 1970, both inclusive. What lies after now is left out. */
  readonly from: number;
  readonly until: number;
  /** Also times that have a run which succeeded or is under way. */
  readonly again: boolean;
}

export interface BackfillTime extends RunTime {
  /** Absent: a run is made for it. */
  readonly skip?: { readonly runId: string; readonly because: "done" | "under-way" };
}

/** What a backfill would do; with the same plan it is made once, however often that is tried. */
export interface BackfillPlan {
  /** UUID. */
  readonly id: string;
  readonly experiment: Address<"experiment">;
  /** IANA name. */
  readonly timezone: string;
  /** In order of time. */
  readonly times: readonly BackfillTime[];
}

/** More are hardly meant, and would bury what else is queued. */
const mostTimes = 10_000;

/**
 * The nominal times of an experiment's schedule in a range, each with whether a run is made for it. The
 * schedule's own window and its pauses are no bounds: times before it existed are what a backfill is for.
 * Failures: 3040, 3041, 3042, and those of `prepareRun`: a plan whose runs cannot be made is none.
 */
export async function planBackfill(
  { experiment: text, from, until, again }: BackfillRequest,
  deps: CreateDeps,
): Promise<BackfillPlan> {
  const { store, clock, ids } = deps;
  const { experiment, spec } = await findSchedule(text, { store });
  const { startTime: _, endTime: __, ...always } = spec;
  const compiled = compileSchedule(always);
  const last = Math.min(until, clock.now());
  const times: RunTime[] = [];
  let previous: string | undefined;
  for (const { instant, skipped } of compiled.between(from - 1, last)) {
    if (skipped !== undefined) continue;
    if (times.length === mostTimes) throw backfillTooLarge(experiment, mostTimes);
    previous ??= timestampOf(compiled.before(instant));
    times.push({ nominal: timestamp(instant), ...(previous === undefined ? {} : { previous }) });
    previous = timestamp(instant);
  }
  const [first] = times;
  if (first === undefined) throw backfillEmpty(experiment, { from, until, now: clock.now() });
  const runs = again
    ? []
    : await store.runs.scheduledRuns(experiment, { from: first.nominal, until: timestamp(last) });
  const kept = keptTimes(runs);
  if (times.some(({ nominal }) => !kept.has(nominal)))
    await prepareRun({ target: experiment, parameters: {} }, deps);
  return {
    id: ids.uuid(),
    experiment,
    timezone: spec.timezone,
    times: times.map((time) => {
      const skip = kept.get(time.nominal);
      return skip === undefined ? time : { ...time, skip };
    }),
  };
}

function timestampOf(time: NominalTime | undefined): string | undefined {
  return time === undefined ? undefined : timestamp(time.instant);
}

/** The times that need no other run. */
function keptTimes(
  runs: readonly Pick<Run, "id" | "status" | "scheduledAt">[],
): ReadonlyMap<string, NonNullable<BackfillTime["skip"]>> {
  const kept = new Map<string, NonNullable<BackfillTime["skip"]>>();
  for (const { id: runId, status, scheduledAt = "" } of runs)
    if (status.state === "DONE") kept.set(scheduledAt, { runId, because: "done" });
    else if (!isTerminal(status.state)) kept.set(scheduledAt, { runId, because: "under-way" });
  return kept;
}

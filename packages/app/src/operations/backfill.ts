import { type Result, type Run, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { notARange } from "../errors.ts";
import { parseMoment } from "../parse-moment.ts";
import type { Project } from "../project.ts";

export interface BackfillAsked {
  readonly experiment: string;
  /** Times as `parseMoment` takes them, local ones of the schedule's zone; both inclusive. */
  readonly from: string;
  readonly until: string;
  /** Also times that have a run which succeeded or is under way. */
  readonly again: boolean;
}

/** What a backfill would do. Failures: 3040 to 3042, 8014. */
export function planBackfill(
  project: Project,
  { experiment, from, until, again }: BackfillAsked,
): Promise<Result<engine.BackfillPlan>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const schedule = await engine.findSchedule(experiment, adapters);
    const context = { now: adapters.clock.now(), timezone: schedule.spec.timezone };
    const range = {
      from: parseMoment(from, context, "--from"),
      until: parseMoment(until, context, "--to"),
    };
    if (range.from > range.until) throw notARange(from, until);
    return engine.planBackfill({ experiment: schedule.experiment, ...range, again }, adapters);
  });
}

/** Queues the runs of a plan, and says whether somebody lives who works on them. */
export function createBackfill(
  project: Project,
  { plan, maxRunning }: { readonly plan: engine.BackfillPlan; readonly maxRunning?: number },
): Promise<Result<{ readonly runs: readonly Run[]; readonly hasDaemon: boolean }>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const limit = maxRunning === undefined ? {} : { maxRunning };
    const runs = await engine.createBackfill(plan, limit, adapters);
    return { runs, hasDaemon: (await engine.findDaemon(adapters)) !== undefined };
  });
}

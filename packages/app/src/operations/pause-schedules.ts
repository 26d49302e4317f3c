import { type Result, type Schedule, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";

export interface PausedSchedule {
  readonly schedule: Schedule;
  /** False where it stood like that already. */
  readonly changed: boolean;
}

/**
 * Nothing of these experiments fires until they are resumed. All are looked up before one is changed.
 * Failure: 3040.
 */
export function pauseSchedules(
  project: Project,
  { experiments, reason }: { readonly experiments: readonly string[]; readonly reason?: string },
): Promise<Result<readonly PausedSchedule[]>> {
  return changeAll(project, experiments, async (experiment, adapters) => {
    const because = reason === undefined ? {} : { reason };
    return engine.pauseSchedule({ experiment, ...because }, adapters);
  });
}

/** They fire again from now on; what would have fired meanwhile is not made up for. Failure: 3040. */
export function resumeSchedules(
  project: Project,
  { experiments }: { readonly experiments: readonly string[] },
): Promise<Result<readonly PausedSchedule[]>> {
  return changeAll(project, experiments, async (experiment, adapters) =>
    engine.resumeSchedule({ experiment }, adapters),
  );
}

function changeAll(
  project: Project,
  experiments: readonly string[],
  change: (experiment: string, deps: engine.RunDeps) => Promise<Schedule>,
): Promise<Result<readonly PausedSchedule[]>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const before: Schedule[] = [];
    for (const experiment of experiments) before.push(await engine.findSchedule(experiment, adapters));
    const changed: PausedSchedule[] = [];
    for (const { experiment, paused } of before) {
      const schedule = await change(experiment, adapters);
      const isOther = (paused === undefined) !== (schedule.paused === undefined);
      changed.push({ schedule, changed: isOther });
    }
    return changed;
  });
}

import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";

/** The schedules of what was applied, by address, and whether somebody lives who fires them. */
export function listSchedules(project: Project): Promise<Result<ScheduleList>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    return {
      schedules: await engine.listSchedules(adapters),
      hasDaemon: (await engine.findDaemon(adapters)) !== undefined,
    };
  });
}

export interface ScheduleList {
  readonly schedules: readonly engine.ListedSchedule[];
  readonly hasDaemon: boolean;
}

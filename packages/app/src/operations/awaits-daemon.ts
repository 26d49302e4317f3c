import { type Result, toResult } from "@mlx/core";
import { countSchedules, findDaemon } from "@mlx/engine";
import type { Project } from "../project.ts";

/** Whether there are active schedules, and nobody lives who fires them. */
export function awaitsDaemon(project: Project): Promise<Result<boolean>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { ACTIVE: active = 0 } = await countSchedules(adapters);
    return active > 0 && (await findDaemon(adapters)) === undefined;
  });
}

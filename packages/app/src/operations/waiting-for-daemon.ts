import { type Result, toResult } from "@mlx/core";
import { countWaitingForDaemon } from "@mlx/engine";
import type { Project } from "../project.ts";

/** How many runs of schedules, backfills and the API go on only once a daemon is there; 0 where one lives. */
export function waitingForDaemon(project: Project): Promise<Result<number>> {
  return toResult(async () => countWaitingForDaemon(await project.adapters()));
}

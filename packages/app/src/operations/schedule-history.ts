import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";

/** What became of nominal times, newest first. Failure: 3040. */
export function scheduleHistory(
  project: Project,
  request: engine.HistoryRequest,
): Promise<Result<readonly engine.HistoryEntry[]>> {
  return toResult(async () => engine.scheduleHistory(request, await project.adapters()));
}

import { InternalError, type Result, type Run } from "@mlx/core";
import type { RunRequest } from "@mlx/engine";
import type { Project } from "../project.ts";

/**
 * Puts a run into the queue of a server: as `startRun`, without looking for a daemon, and those that come at the same
 * time are written in one transaction.
 */
export function queueRun(_project: Project, _request: RunRequest): Promise<Result<Run>> {
  throw new InternalError("not built yet");
}

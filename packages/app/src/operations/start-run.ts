import { type Result, type Run, toResult } from "@mlx/core";
import { createRun, type RunRequest } from "@mlx/engine";
import type { Project } from "../project.ts";

/** Puts a run into the queue; nothing works on it yet. */
export function startRun(project: Project, request: RunRequest): Promise<Result<Run>> {
  return toResult(async () => createRun(request, await project.adapters()));
}

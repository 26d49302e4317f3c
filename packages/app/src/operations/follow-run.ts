import { type Result, type RunRecord, toResult } from "@mlx/core";
import { executeRun, findRun, watchRun } from "@mlx/engine";
import type { Project } from "../project.ts";

export interface FollowRequest {
  readonly run: string;
  /** Aborting it ends the following; the program goes on. */
  readonly signal: AbortSignal;
  /** Do the work of the run, rather than only watch another process do it. */
  readonly work: boolean;
}

/** Tells what happens to a run, as events, until it has ended. */
export function followRun(
  project: Project,
  { run, signal, work }: FollowRequest,
): Promise<Result<RunRecord>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { id } = await findRun(adapters.store, run);
    return work ? executeRun(id, adapters, signal) : watchRun(id, adapters, signal);
  });
}

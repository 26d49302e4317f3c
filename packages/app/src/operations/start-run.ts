import { type Result, type Run, toResult } from "@mlx/core";
import { createRun, createRunByPolicy, findDaemon, type RunRequest } from "@mlx/engine";
import type { Project } from "../project.ts";

export interface StartRequest extends RunRequest {
  /** What the experiment's schedule says of runs at the same time holds for this one too. */
  readonly respectPolicy?: boolean;
}

export interface StartedRun {
  readonly run: Run;
  /** A daemon lives that works on it: the caller need not. */
  readonly byDaemon: boolean;
}

/** Puts a run into the queue; nothing works on it yet, unless a daemon does. */
export function startRun(
  project: Project,
  { respectPolicy = false, ...request }: StartRequest,
): Promise<Result<StartedRun>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const make = respectPolicy ? createRunByPolicy : createRun;
    const run = await make(request, adapters);
    const daemon = await findDaemon(adapters);
    return { run, byDaemon: daemon !== undefined && !daemon.draining };
  });
}

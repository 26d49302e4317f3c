import { isTerminal, type Result, type Run, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";

export interface CancelRequest {
  readonly run: string;
  /** Kill the program at once, without its grace. */
  readonly force: boolean;
  /** Aborting it ends the waiting; the run is stopped all the same. */
  readonly signal?: AbortSignal;
}

/** Stops a run, and waits until it has ended, at most its grace and 15 s. */
export function cancelRun(project: Project, request: CancelRequest): Promise<Result<Run>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    let run = await engine.cancelRun(request, adapters);
    const until = adapters.clock.monotonic() + (run.spec.stopGraceSeconds + 15) * 1000;
    while (!request.signal?.aborted && !isTerminal(run.status.state) && adapters.clock.monotonic() < until) {
      await adapters.clock.sleep(100);
      run = await engine.findRun(adapters.store, run.id);
    }
    return run;
  });
}

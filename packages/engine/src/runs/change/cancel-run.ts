import { isTerminal, type Run, timestamp } from "@mlx/core";
import { findRun } from "../find-run.ts";
import { findPlaceElsewhere, standAt } from "../recover/job-place.ts";
import type { RunDeps } from "../run-deps.ts";

/**
 * Asks for a run to be stopped; its worker does it. With `force` its program is also killed at once,
 * whoever works on it. Without effect on a run that has ended.
 */
export async function cancelRun(
  { run: text, force }: { readonly run: string; readonly force: boolean },
  deps: RunDeps,
): Promise<Run> {
  const { store, clock, actor } = deps;
  const { id } = await findRun(store, text);
  const run = await store.runs.requestStop(id, { reason: "CANCELLED", actor, at: timestamp(clock.now()) });
  if (force && !isTerminal(run.status.state) && run.attempt > 0) {
    const place = await findPlaceElsewhere(run, deps);
    const { executors } = (place && (await standAt(place, deps))) ?? deps;
    const executor = executors[run.spec.executor];
    const handle = await executor.find({ runId: id, attempt: run.attempt });
    if (handle !== undefined) await executor.stop(handle, { graceSeconds: 0 });
  }
  return run;
}

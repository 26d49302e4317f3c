import { type Run, timestamp } from "@mlx/core";
import { prepareRun } from "./prepare-run.ts";
import type { CreateDeps, RunRequest } from "./run-request.ts";

/**
 * Puts a run into the queue: everything it needs is resolved from the store now and kept with it.
 * Failures: those of `prepareRun`.
 */
export async function createRun(request: RunRequest, deps: CreateDeps): Promise<Run> {
  const prepared = await prepareRun(request, deps);
  return deps.store.runs.create(
    { ...prepared, id: deps.ids.uuid(), trigger: "manual" },
    timestamp(deps.clock.now()),
  );
}

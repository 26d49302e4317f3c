import { type Run, timestamp } from "@mlx/core";
import { prepareRun } from "../runs/prepare/prepare-run.ts";
import type { CreateDeps } from "../runs/prepare/run-request.ts";
import type { BackfillPlan } from "./plan-backfill.ts";
import { runAt } from "./run-at.ts";

/** In one transaction; another writer waits for no more. */
const batchSize = 500;

/**
 * Puts the runs of a backfill into the queue, the oldest first. `maxRunning`: so many of them at once.
 * What was made before an interruption is not made again. Failures: those of `prepareRun`.
 */
export async function createBackfill(
  { id, experiment, times }: BackfillPlan,
  { maxRunning = 1 }: { readonly maxRunning?: number },
  deps: CreateDeps,
): Promise<readonly Run[]> {
  const prepared = await prepareRun({ target: experiment, parameters: {} }, deps);
  const limited = { ...prepared, limits: { ...prepared.limits, [`backfill/${id}`]: maxRunning } };
  const runs = times
    .filter(({ skip }) => skip === undefined)
    .map((time) => runAt(limited, id, time, { trigger: "backfill", backfill: id }));
  const created: Run[] = [];
  for (let start = 0; start < runs.length; start += batchSize)
    created.push(
      ...(await deps.store.runs.createMany(
        runs.slice(start, start + batchSize),
        timestamp(deps.clock.now()),
      )),
    );
  return created;
}

import { type NewRun, type Run, type Schedule, timestamp } from "@mlx/core";
import { createOverlapPolicy, type Refused } from "@mlx/schedule";
import { createRun } from "../runs/prepare/create-run.ts";
import { prepareRun } from "../runs/prepare/prepare-run.ts";
import type { CreateDeps, RunRequest } from "../runs/prepare/run-request.ts";
import { policyForbids } from "./errors.ts";

/**
 * Puts a run into the queue as the schedule of its experiment would: what its concurrency policy says of
 * other runs under way holds for it too. Without a schedule it is `createRun`. Failures: 3043, and those
 * of `prepareRun`.
 */
export async function createRunByPolicy(request: RunRequest, deps: CreateDeps): Promise<Run> {
  const { store, clock, ids } = deps;
  const prepared = await prepareRun(request, deps);
  const schedule =
    prepared.experiment === undefined ? undefined : await store.schedules.get(prepared.experiment);
  if (schedule === undefined) return createRun(request, deps);
  const run: NewRun = { ...prepared, id: ids.uuid(), trigger: "manual" };
  let refused: Refused | undefined;
  // The schedule's own transaction: between the look at what is under way and the new run nothing happens.
  const [evaluated] = await store.schedules.evaluate([schedule.id], timestamp(clock.now()), (now) => {
    const admission = createOverlapPolicy(now.schedule.spec, now.active).admit();
    if (!admission.admitted) {
      refused = admission;
      return undefined;
    }
    const { admitted: _, replaced, ...overlap } = admission;
    return { ...keepTimes(now.schedule), runs: [{ ...run, ...overlap }], replaced };
  });
  if (refused !== undefined) throw policyForbids(schedule.experiment, refused);
  // A schedule that has just gone has no policy.
  return evaluated?.runs[0] ?? store.runs.create(run, timestamp(clock.now()));
}

function keepTimes({ lastEvaluated, wakeAt }: Schedule) {
  return { lastEvaluated, ...(wakeAt === undefined ? {} : { wakeAt }), ticks: [] };
}

import type { Attempt, JobPlace, Run } from "@mlx/core";
import type { RunDeps } from "../run-deps.ts";

/**
 * The place of a run's attempt under way, where jobs that are submitted from here cannot be: only who works
 * from there can find it. `undefined`: there is no attempt under way, or it is from here.
 */
export async function findPlaceElsewhere(
  { id, status, attempt }: Pick<Run, "id" | "status" | "attempt">,
  deps: Pick<RunDeps, "store" | "worker">,
): Promise<JobPlace | undefined> {
  if (status.state !== "RUNNING" || attempt === 0) return undefined;
  const record = await deps.store.runs.record(id);
  const underWay = record && attemptUnderWay(record.run, record.attempts);
  return underWay !== undefined && isElsewhere(underWay, deps) ? underWay.place : undefined;
}

/** That of a run's attempts that has not ended. */
export function attemptUnderWay(
  run: Pick<Run, "attempt">,
  attempts: readonly Attempt[],
): Attempt | undefined {
  return attempts.find(({ number, outcome }) => number === run.attempt && outcome === undefined);
}

/** True where the attempt's job is submitted from another place than this worker's. */
export function isElsewhere({ place }: Pick<Attempt, "place">, { worker }: Pick<RunDeps, "worker">): boolean {
  return place !== undefined && (place.host !== worker.host || place.folder !== worker.folder);
}

/** What an attempt that is made here says of its place. */
export function placeHere({ worker: { host, folder } }: Pick<RunDeps, "worker">): Pick<Attempt, "place"> {
  return folder === undefined ? {} : { place: { host, folder } };
}

/** As if this worker were at another place; `undefined` where that cannot be looked at from here. */
export async function standAt<Deps extends RunDeps>(place: JobPlace, deps: Deps): Promise<Deps | undefined> {
  const executors = await deps.executorsAt(place);
  return executors && { ...deps, executors, worker: { ...deps.worker, ...place } };
}

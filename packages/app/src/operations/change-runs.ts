import { availableParallelism } from "node:os";
import { MlxError, type Result, type Run, type RunState, timestamp, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { tooManyWorkers } from "../errors.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { type RunSelection, toRunFilter } from "../run-selection.ts";
import { andAlso, readSearch, selectionConditions } from "../search-query.ts";
import { spawnWorker } from "./start-worker.ts";

/** What can be done to many runs at once. */
export type RunChange = "cancel" | "retry" | "rerun";

/** The states of runs that a change is for, where nobody says which. */
const statesFor: { readonly [change in RunChange]: readonly RunState[] } = {
  cancel: ["PENDING", "RUNNING", "RETRY"],
  retry: ["FAILED"],
  rerun: ["DONE", "FAILED", "ABORTED"],
};

/** The states of runs that it can be done to. */
const allowedFor: { readonly [change in RunChange]: readonly RunState[] } = {
  ...statesFor,
  retry: ["FAILED", "ABORTED"],
};

/**
 * The runs that a change would be made to, oldest first, or the other way round than a search orders them. Failures: 2101 to
 * 2107, 3011, 8014.
 */
export function selectRuns(
  project: Project,
  { change, selection }: { readonly change: RunChange; readonly selection: RunSelection },
): Promise<Result<readonly Run[]>> {
  return toResult(async () => {
    const { store, clock } = await project.adapters();
    await engine.checkRunFilter(selection, { store });
    const states = selection.states?.filter((state) => allowedFor[change].includes(state));
    if (states?.length === 0) return [];
    const meant = { ...selection, states: states ?? statesFor[change] };
    const now = clock.now();
    const { filter } = selection;
    if (filter === undefined) return engine.selectRuns(toRunFilter(meant, now), { store });
    const written = await readSearch({ filter }, { of: "runs", now, fewest: Number.MAX_SAFE_INTEGER });
    const { records } = await store.runs.search(andAlso(written, ...selectionConditions(meant, now)));
    return records.map(({ run }) => run).toReversed();
  });
}

export interface ChangedRuns {
  /** As they are after it; of a rerun, the new ones. */
  readonly runs: readonly Run[];
  /** Those that it could not be done to. */
  readonly refused: readonly { readonly run: string; readonly failure: MlxError }[];
  /** Who works on them; absent where nobody has to. */
  readonly workedOnBy?: "daemon" | "workers";
}

/**
 * Does it to each of the runs; one that it cannot be done to keeps no other from it. Without a daemon each
 * run that is to be worked on gets a mlx in the background. Failure: 8019 that would be too many.
 */
export function changeRuns(
  project: Project,
  { change, runs }: { readonly change: RunChange; readonly runs: readonly string[] },
): Promise<Result<ChangedRuns>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    if (change === "cancel") return cancelRuns(runs, adapters);
    const hasDaemon = (await engine.findDaemon(adapters)) !== undefined;
    if (!hasDaemon && runs.length > availableParallelism()) throw tooManyWorkers(runs.length);
    const changed: Run[] = [];
    const refused: { readonly run: string; readonly failure: MlxError }[] = [];
    for (const run of runs)
      try {
        changed.push(await doChange(change, run, adapters));
      } catch (error) {
        if (!(error instanceof MlxError)) throw error;
        refused.push({ run, failure: error });
      }
    if (hasDaemon) return { runs: changed, refused, workedOnBy: "daemon" };
    for (const { id } of changed) await spawnWorker(project, id);
    return { runs: changed, refused, workedOnBy: "workers" };
  });
}

/** In bulk: each of them only gets the word to stop. */
async function cancelRuns(runs: readonly string[], adapters: Adapters): Promise<ChangedRuns> {
  const { store, clock, actor } = adapters;
  // The newest first, so that none of them takes the place of one before.
  const stopped = await store.runs.requestStops(runs.toReversed(), {
    reason: "CANCELLED",
    actor,
    at: timestamp(clock.now()),
  });
  return { runs: stopped.toReversed(), refused: [] };
}

function doChange(change: Exclude<RunChange, "cancel">, run: string, adapters: Adapters): Promise<Run> {
  return change === "retry" ? engine.retryRun(run, adapters) : engine.rerunRun(run, adapters);
}

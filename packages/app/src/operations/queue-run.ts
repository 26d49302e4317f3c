import { type NewRun, type Result, type Run, type Store, timestamp, toResult } from "@mlx/core";
import { createRunPreparer, type RunPreparer, type RunRequest } from "@mlx/engine";
import { batchWrites } from "../batch-writes.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

export interface QueueRequest extends RunRequest {
  /** Of the run, a UUID: one that is there with it is the answer. */
  readonly id?: string;
}

/**
 * Puts a run into the queue of a server: as `startRun`, without looking for a daemon, and those that come at the same
 * time are written in one transaction. A text that is declared to be nothing stays a text.
 */
export function queueRun(project: Project, { id, ...request }: QueueRequest): Promise<Result<Run>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { prepare, add } = queueOf(adapters);
    const prepared = await prepare({ ...request, exactText: true }, adapters.actor);
    return add({ ...prepared, id: id ?? adapters.ids.uuid(), trigger: "manual" });
  });
}

interface RunQueue extends RunPreparer {
  readonly add: (run: NewRun) => Promise<Run>;
}

/** One for each open store: all projects of a namespace share it, whoever acts in them. */
const queues = new WeakMap<Store, RunQueue>();

function queueOf(adapters: Adapters): RunQueue {
  const { store, secrets, clock, ids, mlxVersion } = adapters;
  const known = queues.get(store);
  if (known !== undefined) return known;
  const made: RunQueue = {
    ...createRunPreparer({ store, secrets, clock, ids, mlxVersion }),
    add: batchWrites((runs) => store.runs.createMany(runs, timestamp(clock.now()))),
  };
  queues.set(store, made);
  return made;
}

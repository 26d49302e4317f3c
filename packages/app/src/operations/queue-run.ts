import { type NewRun, type Result, type Run, type Store, timestamp, toResult } from "@mlx/core";
import { createRunPreparer, type PreparedRun, type RunPreparer, type RunRequest } from "@mlx/engine";
import { batchWrites } from "../batch-writes.ts";
import { exceeds, fitToMachine } from "../fit-to-machine.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

export interface QueueRequest extends RunRequest {
  /** Of the run, a UUID: one that is there with it is the answer. */
  readonly id?: string;
}

/**
 * Puts a run into the queue of a server, where it waits for a daemon: as `startRun`, without looking for one, and
 * those that come at the same time are written in one transaction. A text that is declared to be nothing stays a
 * text, and a run gets at most the processors that there are.
 */
export function queueRun(project: Project, { id, ...request }: QueueRequest): Promise<Result<Run>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { prepare, add } = queueOf(adapters);
    const prepared = await prepare({ ...request, exactText: true }, adapters.actor);
    return add({ ...(await fitted(prepared, adapters)), id: id ?? adapters.ids.uuid(), trigger: "api" });
  });
}

/** Nobody is asked about a machine that the run asks little of. */
async function fitted(prepared: PreparedRun, { machine }: Adapters): Promise<PreparedRun> {
  if (!exceeds(prepared, { cpus: 1, memoryInMB: 0 })) return prepared;
  const found = await machine(prepared.spec.executor);
  return found !== undefined && exceeds(prepared, found) ? fitToMachine(prepared, found) : prepared;
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

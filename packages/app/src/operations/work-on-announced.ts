import { availableParallelism } from "node:os";
import { type AnnouncedRun, isTerminal, type Result, type Run, toResult } from "@mlx/core";
import { findDaemon, makeAnnounced } from "@mlx/engine";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { spawnWorker } from "./start-worker.ts";

export interface AnnouncedWork {
  /** Those that were made now. */
  readonly made: readonly Run[];
  /** Those that cannot be made yet, with what they wait for. */
  readonly waiting: readonly AnnouncedRun[];
  readonly workedOnBy: "daemon" | "workers";
  /** Made, and left until one of those that are under way has ended: without a daemon nobody counts slots. */
  readonly left: number;
}

/**
 * Makes the runs that applies announced, as far as they can be made, and sees to it that somebody works on them:
 * the daemon, or else a mlx of its own in the background for each, as many at once as this machine has
 * processors. Repeatable.
 */
export function workOnAnnounced(project: Project): Promise<Result<AnnouncedWork>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const announced = await makeAnnounced(adapters);
    if ((await findDaemon(adapters)) !== undefined) return { ...announced, workedOnBy: "daemon", left: 0 };
    return { ...announced, workedOnBy: "workers", left: await startWorkers(project, adapters) };
  });
}

/** Returns how many are left. */
async function startWorkers(project: Project, { store }: Adapters): Promise<number> {
  const unfinished = (await store.runs.unfinished()).filter(({ trigger }) => trigger === "apply");
  const queued = unfinished.filter(isQueued);
  const underWay = unfinished.filter(({ lease, status }) => lease !== undefined && !isTerminal(status.state));
  const now = queued.slice(0, Math.max(0, availableParallelism() - underWay.length));
  for (const { id } of now) await spawnWorker(project, id);
  return queued.length - now.length;
}

function isQueued({ status, lease }: Run): boolean {
  return status.state === "PENDING" && status.reason === "QUEUED" && lease === undefined;
}

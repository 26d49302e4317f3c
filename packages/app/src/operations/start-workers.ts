import { availableParallelism } from "node:os";
import { isTerminal, type Run, type RunTrigger } from "@mlx/core";
import { findDaemon } from "@mlx/engine";
import type { Project } from "../project.ts";
import { spawnWorker } from "./start-worker.ts";

/** What makes runs that nobody waits for: an apply that announced them, a policy that wants to know. */
const makers = ["apply", "policy"] as const satisfies readonly RunTrigger[];

/**
 * A mlx of its own in the background for each queued run of a kind, as many at once as this machine has
 * processors: without a daemon nobody counts slots. Each starts the next when it has ended. Returns how many are
 * left; where a daemon lives it works on all of them.
 */
export async function startWorkers(project: Project, trigger: (typeof makers)[number]): Promise<number> {
  const adapters = await project.adapters();
  if ((await findDaemon(adapters)) !== undefined) return 0;
  const unfinished = (await adapters.store.runs.unfinished()).filter((run) =>
    makers.some((maker) => maker === run.trigger),
  );
  const queued = unfinished.filter((run) => run.trigger === trigger && isQueued(run));
  const underWay = unfinished.filter(({ lease, status }) => lease !== undefined && !isTerminal(status.state));
  const now = queued.slice(0, Math.max(0, availableParallelism() - underWay.length));
  for (const { id } of now) await spawnWorker(project, id);
  return queued.length - now.length;
}

function isQueued({ status, lease }: Run): boolean {
  return status.state === "PENDING" && status.reason === "QUEUED" && lease === undefined;
}

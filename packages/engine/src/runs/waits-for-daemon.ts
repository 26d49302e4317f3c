import type { Run } from "@mlx/core";
import { findDaemon } from "./find-daemon.ts";
import type { RunDeps } from "./run-deps.ts";

/** A schedule, a backfill or a client makes as many runs as it likes: each would be a process of its own. */
export function isForDaemon({ trigger }: Pick<Run, "trigger">): boolean {
  return trigger === "schedule" || trigger === "backfill" || trigger === "api";
}

/** How many runs go on only once a daemon is there; 0 where one lives. */
export async function countWaitingForDaemon(
  deps: Pick<RunDeps, "store" | "clock" | "isAlive">,
): Promise<number> {
  if ((await findDaemon(deps)) !== undefined) return 0;
  const unfinished = await deps.store.runs.unfinished();
  return unfinished.filter((run) => isForDaemon(run) && run.lease === undefined && !isUnderWay(run)).length;
}

function isUnderWay({ status }: Run): boolean {
  return status.state === "RUNNING";
}

import { type Attempt, InternalError, type RunFence, type RunStatus, runTransitions } from "@mlx/core";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { writeAttempt } from "./attempt-rows.ts";
import { readFenced } from "./run-fence.ts";
import { setStatus } from "./set-status.ts";

/**
 * A legal edge, with what the attempt came to; any other is a bug of the caller. Only a claim makes a
 * PENDING run RUNNING. A run that was asked to stop makes no further attempt: instead of RETRY, it is over.
 * Failures: 5020, 5021.
 */
export async function transitionRun(
  queries: Queries,
  namespace: string,
  fence: RunFence,
  status: RunStatus,
  {
    attempt,
    ...event
  }: { readonly at: string; readonly actor: string; readonly attempt?: Attempt | undefined },
): Promise<Row<"runs">> {
  const row = await readFenced(queries, namespace, fence);
  const legal = runTransitions[row.state].includes(status.state);
  if (!legal || (row.state === "PENDING" && status.state === "RUNNING"))
    throw new InternalError(`run ${row.id} cannot go from ${row.state} to ${status.state}`);
  if (attempt !== undefined) await writeAttempt(queries, row, attempt);
  const stopped = status.state === "RETRY" ? row.stop_reason : null;
  return setStatus(queries, row, stopped === null ? status : { state: "ABORTED", reason: stopped }, event);
}

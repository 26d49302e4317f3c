import { InternalError, type RunFence, type RunStatus, runTransitions } from "@mlx/core";
import type { Queries } from "../database.ts";
import type { Row } from "../tables.ts";
import { setStatus } from "./run-events.ts";
import { readFenced } from "./run-fence.ts";

/** A legal edge; any other is a bug of the caller. Only a claim makes a PENDING run RUNNING. Failures: 5020, 5021. */
export async function transitionRun(
  queries: Queries,
  namespace: string,
  fence: RunFence,
  status: RunStatus,
  event: { readonly at: string; readonly actor: string },
): Promise<Row<"runs">> {
  const row = await readFenced(queries, namespace, fence);
  const legal = runTransitions[row.state].includes(status.state);
  if (!legal || (row.state === "PENDING" && status.state === "RUNNING"))
    throw new InternalError(`run ${row.id} cannot go from ${row.state} to ${status.state}`);
  return setStatus(queries, row, status, event);
}

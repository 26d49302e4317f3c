import type { Queries } from "../database.ts";
import { fromJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { setStatus } from "./set-status.ts";

type RunRow = Row<"runs">;

/** Fails the PENDING runs that were not claimed by their deadline; returns them, oldest deadline first. */
export async function timeOutQueued(
  queries: Queries,
  namespace: string,
  event: { readonly at: string; readonly actor: string },
): Promise<readonly RunRow[]> {
  const late = await queries
    .selectFrom("runs")
    .innerJoin("run_queue", "run_queue.run", "runs.seq")
    .selectAll("runs")
    .where("run_queue.namespace", "=", namespace)
    .where("run_queue.deadline", "<=", event.at)
    .where("runs.state", "=", "PENDING")
    .orderBy("run_queue.deadline")
    .orderBy("runs.seq")
    .execute();
  const failed: RunRow[] = [];
  for (const row of late) {
    const status = { state: "FAILED", reason: "TIMED_OUT", message: messageOf(row) } as const;
    failed.push(await setStatus(queries, await readAnew(queries, row), status, event));
  }
  return failed;
}

/** What ended before may have let it be queued. */
function readAnew(queries: Queries, { seq }: RunRow): Promise<RunRow> {
  return queries.selectFrom("runs").selectAll().where("seq", "=", seq).executeTakeFirstOrThrow();
}

function messageOf({ spec, reason, message }: RunRow): string {
  const seconds = fromJson(spec).timeouts?.queueSeconds ?? 0;
  const what =
    message ?? (reason === "WAITING_OVERLAP" ? "a run of the experiment that had not ended" : null);
  const waited = what === null ? "" : ` It waited for ${what}.`;
  return `It did not start within ${seconds} s (timeouts.queue).${waited}`;
}

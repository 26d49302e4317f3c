import { isTerminal, type LogLine } from "@mlx/core";
import type { Adapters } from "../open-adapters.ts";

/** A line, and from where on there are more: `2:100` is behind it in the log of attempt 2. */
export interface ChainLine {
  readonly line: LogLine;
  readonly cursor: string;
}

/**
 * The lines of all attempts of a run of several tasks, one after the other; with `follow` also those of the
 * steps that are still to come, until the run has ended. Steps that were skipped have none.
 */
export async function* chainLogs(
  runId: string,
  { store, executors, clock }: Pick<Adapters, "store" | "executors" | "clock">,
  {
    cursor,
    follow,
    signal,
  }: { readonly cursor: string; readonly follow: boolean; readonly signal: AbortSignal },
): AsyncIterable<ChainLine> {
  const [start = "1", behind = "0"] = cursor.split(":");
  let position = { attempt: Math.max(1, Number(start)), behind };
  for (;;) {
    const record = await store.runs.record(runId);
    if (record === undefined) return;
    for (const { number, executor, outcome } of record.attempts) {
      if (number < position.attempt) continue;
      const handle = await executors[executor].find({ runId, attempt: number });
      // One that has not begun may have a log in a moment.
      if (handle === undefined && outcome === undefined) break;
      const from = number === position.attempt ? position.behind : "0";
      if (handle !== undefined)
        for await (const read of executors[executor].logs(handle, { cursor: from, follow, signal }))
          yield { line: read.line, cursor: `${number}:${read.cursor}` };
      position = { attempt: number + 1, behind: "0" };
    }
    if (!follow || isTerminal(record.run.status.state) || signal.aborted) return;
    await clock.sleep(200, signal).catch(() => undefined);
  }
}

import { type CollectedPart, isTerminal, type JobKey, type RetentionSettings, type Run } from "@mlx/core";
import type { Collecting } from "./collect.ts";
import { tryRemoval } from "./try-removal.ts";

type Kind = "logs" | "work";

/**
 * Logs, and what failed attempts left to be looked at, of runs that have ended. A folder whose run this
 * namespace does not know belongs to another environment, or to another store, and is left alone.
 */
export async function collectJobFiles(
  settings: Pick<RetentionSettings, "logsSeconds" | "failedWorkSeconds">,
  collecting: Collecting,
): Promise<readonly CollectedPart[]> {
  const { store, clock, jobFolders, dryRun, signal, tell } = collecting;
  const sums = { logs: { count: 0, bytes: 0 }, work: { count: 0, bytes: 0 } };
  const keep: { readonly [kind in Kind]: number | undefined } = {
    logs: settings.logsSeconds,
    work: settings.failedWorkSeconds,
  };
  const collectPart = async (kind: Kind, key: JobKey, bytes: number, remove: () => Promise<void>) => {
    if (bytes === 0) return;
    const what = `${kind === "logs" ? "the log" : "the work folder"} of run ${key.runId}, attempt ${key.attempt},`;
    if (!dryRun && !(await tryRemoval(what, remove, tell))) return;
    sums[kind].count += 1;
    sums[kind].bytes += bytes;
  };
  const isOver = (kind: Kind, { endedAt }: Run) => {
    const seconds = keep[kind];
    return (
      seconds !== undefined && endedAt !== undefined && clock.now() - Date.parse(endedAt) > seconds * 1000
    );
  };
  const anything = keep.logs !== undefined || keep.work !== undefined;
  for (const key of anything ? await jobFolders.list() : []) {
    if (signal.aborted) break;
    // As it is now: one that was reopened since the folders were listed is not ended any more.
    const run = await store.runs.get(key.runId);
    if (run === undefined || !isTerminal(run.status.state)) continue;
    const [logs, work] = [isOver("logs", run), isOver("work", run)];
    if (!logs && !work) continue;
    const { logBytes, workBytes } = await jobFolders.measure(key);
    if (work) await collectPart("work", key, workBytes, () => jobFolders.removeWork(key));
    if (logs) await collectPart("logs", key, logBytes, () => jobFolders.removeLog(key));
  }
  return [
    { kind: "logs", ...sums.logs },
    { kind: "work", ...sums.work },
  ];
}

import { type CollectedPart, isTerminal, timestamp } from "@mlx/core";
import type { Collecting } from "./collect.ts";
import { tryRemoval } from "./try-removal.ts";

const batch = 100;

/**
 * Ended runs, each with its files. The files go first: a run whose row is still there is found again after a
 * crash, files that no row tells of never are, since the folder is shared with other environments.
 */
export async function collectRuns(
  keepSeconds: number | undefined,
  collecting: Collecting,
): Promise<CollectedPart> {
  const { store, clock, dryRun, signal } = collecting;
  if (keepSeconds === undefined) return { kind: "runs", count: 0, bytes: 0 };
  const endedBefore = timestamp(clock.now() - keepSeconds * 1000);
  const held = await heldRuns(collecting);
  const attempts = await attemptsByRun(collecting);
  const seen = new Set<string>();
  let [count, bytes, limit] = [0, 0, dryRun ? Number.MAX_SAFE_INTEGER : batch];
  while (!signal.aborted) {
    const found = await store.runs.removable(endedBefore, limit);
    const ids = found.map(({ id }) => id).filter((id) => !seen.has(id));
    for (const id of ids) seen.add(id);
    const gone: string[] = [];
    for (const id of ids) {
      if (signal.aborted || held.has(id) || !(await isEnded(id, collecting))) continue;
      const size = await measure(id, attempts.get(id) ?? [], collecting);
      if (!dryRun && !(await removeFiles(id, collecting))) continue;
      gone.push(id);
      bytes += size;
    }
    if (!dryRun && gone.length > 0) await store.runs.remove(gone);
    count += gone.length;
    if (found.length < limit) break;
    // Those that stay are found again, and are passed over.
    limit = batch + seen.size - count;
  }
  return { kind: "runs", count, bytes };
}

/** As it is now: somebody may have reopened it. */
async function isEnded(id: string, { store }: Collecting): Promise<boolean> {
  const run = await store.runs.get(id);
  return run !== undefined && isTerminal(run.status.state);
}

/** Runs of which an engine may still hold something: they go once that was given back. */
async function heldRuns({ executors }: Collecting): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const executor of Object.values(executors))
    for (const { runId } of await executor.list()) held.add(runId);
  return held;
}

async function attemptsByRun({ jobFolders }: Collecting): Promise<ReadonlyMap<string, readonly number[]>> {
  const attempts = new Map<string, number[]>();
  for (const { runId, attempt } of await jobFolders.list())
    attempts.set(runId, [...(attempts.get(runId) ?? []), attempt]);
  return attempts;
}

async function measure(
  runId: string,
  attempts: readonly number[],
  { jobFolders }: Collecting,
): Promise<number> {
  let bytes = 0;
  for (const attempt of attempts) {
    const { logBytes, workBytes } = await jobFolders.measure({ runId, attempt });
    bytes += logBytes + workBytes;
  }
  return bytes;
}

function removeFiles(id: string, { jobFolders, tell }: Collecting): Promise<boolean> {
  return tryRemoval(`the folder of run ${id}`, () => jobFolders.removeRun(id), tell);
}

import { type CollectedPart, MlxError, type Store, windowKeepSeconds } from "@mlx/core";
import type { Collecting } from "./collect.ts";

/**
 * Windows of datasets that nobody has asked for lately. What a run that works asked for when it started may still be
 * read, however long ago that was.
 */
export async function collectWindows({
  store,
  datasets,
  clock,
  dryRun,
  signal,
  tell,
}: Collecting): Promise<CollectedPart> {
  const nothing = { kind: "windows", count: 0, bytes: 0 } as const;
  if (signal.aborted) return nothing;
  const unusedSince = Math.min(clock.now() - windowKeepSeconds * 1000, await earliestStart(store));
  try {
    return { kind: "windows", ...(await datasets.collectWindows({ unusedSince, dryRun, signal })) };
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    tell(`windows of data were not collected: ${error.summary}`);
    return nothing;
  }
}

/** Of the runs that work now; endless when there are none. */
async function earliestStart({ runs }: Store): Promise<number> {
  const working = (await runs.unfinished()).filter(({ status }) => status.state === "RUNNING");
  return Math.min(...working.map(({ startedAt, createdAt }) => Date.parse(startedAt ?? createdAt)));
}

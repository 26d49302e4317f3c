import type { Collected, CollectedPart, Digest, JobFolders, RetentionSettings } from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { collectArtifacts } from "./collect-artifacts.ts";
import { collectDeliveries, collectTicks } from "./collect-history.ts";
import { collectJobFiles } from "./collect-job-files.ts";
import { collectRuns } from "./collect-runs.ts";
import { collectWindows } from "./collect-windows.ts";

export interface CollectDeps
  extends Pick<RunDeps, "store" | "executors" | "artifacts" | "datasets" | "clock"> {
  readonly jobFolders: JobFolders;
  /** Removes what clients have uploaded and no recipe has as its source; absent where nobody uploads. */
  readonly collectUploads?: (asked: UploadsToCollect) => Promise<Omit<CollectedPart, "kind">>;
  /** What other stores that share the artifacts refer to, see `Store.referencedArtifacts`. */
  readonly otherReferences: (at: string) => Promise<ReadonlySet<Digest> | { readonly problem: string }>;
}

export interface UploadsToCollect {
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly tell: (problem: string) => void;
}

export interface CollectRequest {
  readonly settings: RetentionSettings;
  readonly dryRun: boolean;
  /** Ends it between two removals; what was not reached goes the next time. */
  readonly signal?: AbortSignal;
}

/** What the parts share. */
export interface Collecting extends CollectDeps {
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  /** Tells of what cannot be removed; the rest goes on. */
  readonly tell: (problem: string) => void;
}

/**
 * Removes what is kept no longer than the settings say, and artifacts that nothing refers to. It may be
 * repeated, and may die at any line: the next one does what is left. With `dryRun` nothing is changed; the
 * artifacts of runs that would be removed are not counted then, since the runs still refer to them.
 */
export async function collect(
  { settings, dryRun, signal = new AbortController().signal }: CollectRequest,
  deps: CollectDeps,
): Promise<Collected> {
  const problems: string[] = [];
  const tell = (problem: string) => {
    problems.push(problem);
  };
  const collecting: Collecting = { ...deps, dryRun, signal, tell };
  const parts: CollectedPart[] = [
    await collectRuns(settings.runsSeconds, collecting),
    ...(await collectJobFiles(settings, collecting)),
    await collectArtifacts(collecting),
    ...(deps.collectUploads === undefined
      ? []
      : [{ kind: "uploads" as const, ...(await deps.collectUploads({ dryRun, signal, tell })) }]),
    await collectWindows(collecting),
    await collectTicks(settings.ticksSeconds, collecting),
    await collectDeliveries(settings.deliveriesSeconds, collecting),
  ];
  return { dryRun, parts, problems };
}

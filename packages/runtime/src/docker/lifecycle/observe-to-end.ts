import { existsSync } from "node:fs";
import type { Clock, ExitFacts } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type { JobFolder } from "../../job/job-folder.ts";
import { readJobExit, unlessDamaged } from "../../job/job-record.ts";
import { changedAt, recordLoss } from "../../job/record-loss.ts";
import { claimObservation } from "../capture/observer-claim.ts";
import type { ContainerRecord } from "./container-record.ts";
import { readContainerDocument } from "./container-record.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import type { WatchOptions } from "./watch-container.ts";
import { watchContainer } from "./watch-container.ts";

const pollMilliseconds = 100;
/** Whether the one who observes is alive is asked less often than whether there is an end. */
const claimEvery = 5;

/**
 * How the job ended, once it has. Where nobody observes it, it is observed here; else its end is
 * waited for, and its observer replaced should he die. Rejects with the signal's reason.
 */
export async function observeToEnd(
  job: ContainerJob,
  context: JobContext,
  options: WatchOptions & {
    /** Whether it is observed here, rather than by another process. */
    readonly onClaim: (isHeld: boolean) => void;
  },
): Promise<ExitFacts> {
  const { signal } = options;
  for (let asked = 0; ; asked += 1) {
    signal.throwIfAborted();
    const exit = (await readEnd(job, context)) ?? (asked % claimEvery === 0 ? await observe() : undefined);
    if (exit !== undefined) return exit;
    await context.clock.sleep(pollMilliseconds, signal);
  }

  async function observe(): Promise<ExitFacts | undefined> {
    const record = await readRecord(job, context);
    if (record === undefined) return undefined;
    context.onStep("claim");
    const claim = await claimObservation(job.folder, context.clock);
    if (claim === undefined) {
      options.onStarted();
      return undefined;
    }
    options.onClaim(true);
    try {
      // The one before may have come to the end.
      return (
        (await readEnd(job, context)) ?? (await watchContainer(job, record, context, { ...options, claim }))
      );
    } catch (error) {
      // Another process has taken over while this one was suspended, and is waited for.
      if (claim.lost.aborted && !signal.aborted) return undefined;
      throw error;
    } finally {
      options.onClaim(false);
      await claim.release();
    }
  }
}

/** The recorded end; of a job that there never was, or whose record is damaged, that it is lost. */
export async function readEnd(
  { folder }: Pick<ContainerJob, "folder">,
  { clock }: Pick<JobContext, "clock">,
): Promise<ExitFacts | undefined> {
  const recorded = await unlessDamaged(readJobExit(folder.exit));
  if (recorded === "damaged") return { ...lost, endedAt: await changedAt(folder.exit) };
  if (recorded === undefined && !existsSync(folder.job)) return { ...lost, endedAt: timestamp(clock.now()) };
  return recorded?.exit;
}

const lost = { exitCode: null, signal: null, oomKilled: false, lost: "CONTAINER_LOST" } as const;

/** `undefined` where the job has no container yet, or never gets one. */
export async function readRecord(
  { folder }: Pick<ContainerJob, "folder">,
  { clock }: Pick<JobContext, "clock">,
): Promise<ContainerRecord | undefined> {
  const document = await unlessDamaged(readContainerDocument(folder));
  if (document === "damaged") {
    await recordDamage(folder, clock);
    return undefined;
  }
  return document === undefined || "neverStarted" in document ? undefined : document;
}

/** Who observes the job already knows what stood in its document. */
async function recordDamage(folder: JobFolder, clock: Clock): Promise<void> {
  const claim = await claimObservation(folder, clock);
  if (claim === undefined) return;
  await recordLoss(folder, clock, { lostHow: `${folder.container} is damaged` });
  await claim.release();
}

import { existsSync } from "node:fs";
import type { ExitFacts, JobObservation } from "@mlx/core";
import { jobElsewhere } from "../../errors.ts";
import { writeFileOnce } from "../../job/write-file-once.ts";
import { claimObservation } from "../capture/observer-claim.ts";
import { endOfAbsent } from "./absent-container.ts";
import type { ContainerRecord } from "./container-record.ts";
import { findContainer, findElsewhere } from "./find-container.ts";
import { judgeEnd } from "./finish-job.ts";
import { failedToStart } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { readEnd, readRecord } from "./observe-to-end.ts";

/** How a job stands: by its recorded end, else by what the engine says of its container. Fails: 4021, 4030, 4031, 4045, 4046. */
export async function observeContainerJob(job: ContainerJob, context: JobContext): Promise<JobObservation> {
  const { folder } = job;
  if (!existsSync(folder.job)) {
    const elsewhere = await findElsewhere(job, context);
    if (elsewhere === undefined) return { phase: "gone" };
    throw jobElsewhere(job.name, elsewhere.folder);
  }
  const recorded = await readEnd(job, context);
  if (recorded !== undefined) return { phase: "exited", exit: recorded };
  const record = await readRecord(job, context);
  if (record === undefined) {
    const exit = await readEnd(job, context);
    return exit === undefined ? { phase: "submitted" } : { phase: "exited", exit };
  }
  const state = await findContainer(job, record, context);
  if (state === undefined) return { phase: "exited", exit: await endAbsent(job, record, context) };
  if (failedToStart(state)) {
    return {
      phase: "exited",
      exit: await judgeEnd(job, record, context, { state, startFailure: state.error }),
    };
  }
  switch (state.phase) {
    case "created":
      return { phase: "submitted" };
    case "running":
      return { phase: "running", startedAt: state.startedAt ?? "" };
    default:
      return { phase: "exited", exit: await judgeEnd(job, record, context, { state }) };
  }
}

/** Recorded, so that everybody sees the same; where somebody observes the job, that is his to do. */
async function endAbsent(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
): Promise<ExitFacts> {
  const claim = await claimObservation(job.folder, context.clock);
  try {
    const exit = (await readEnd(job, context)) ?? (await endOfAbsent(job, record, context));
    if (claim === undefined) return exit;
    await writeFileOnce(job.folder.exit, JSON.stringify({ exit, warnings: [] }));
    return (await readEnd(job, context)) ?? exit;
  } finally {
    await claim?.release();
  }
}

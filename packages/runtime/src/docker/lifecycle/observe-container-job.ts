import { existsSync } from "node:fs";
import type { JobObservation } from "@mlx/core";
import { writeFileOnce } from "../../job/write-file-once.ts";
import { endOfAbsent } from "./absent-container.ts";
import { judgeEnd } from "./finish-job.ts";
import { failedToStart, inspectContainer } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { readEnd, readRecord } from "./observe-to-end.ts";

/** How a job stands: by its recorded end, else by what the engine says of its container. */
export async function observeContainerJob(job: ContainerJob, context: JobContext): Promise<JobObservation> {
  const { folder } = job;
  if (!existsSync(folder.job)) return { phase: "gone" };
  const recorded = await readEnd(job, context);
  if (recorded !== undefined) return { phase: "exited", exit: recorded };
  const record = await readRecord(job, context);
  if (record === undefined) {
    const exit = await readEnd(job, context);
    return exit === undefined ? { phase: "submitted" } : { phase: "exited", exit };
  }
  const state = await inspectContainer(context.engine, record.id);
  if (state === undefined) {
    const exit = (await readEnd(job, context)) ?? (await endOfAbsent(job, record, context));
    await writeFileOnce(folder.exit, JSON.stringify({ exit, warnings: [] }));
    return { phase: "exited", exit: (await readEnd(job, context)) ?? exit };
  }
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

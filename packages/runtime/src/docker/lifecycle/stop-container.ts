import { existsSync } from "node:fs";
import { timestamp } from "@mlx/core";
import { writeFileOnce } from "../../job/write-file-once.ts";
import { appendNote } from "../../log/append-note.ts";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
import type { ContainerDocument } from "./container-record.ts";
import { stoppedBeforeStart } from "./exit-facts.ts";
import { refuseOtherEngine } from "./find-container.ts";
import { inspectContainer } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { isEngineLost } from "./job-context.ts";
import { readEnd, readRecord } from "./observe-to-end.ts";
import { recordStop, tellEngine } from "./request-stop.ts";
import { removeUnstarted } from "./start-container.ts";

/**
 * Records that the job is to be stopped, and hands that to the engine. A later request counts only if
 * it gives less time. A job that was not started yet ends here and never is. An engine that cannot
 * be reached is told by whoever observes the job, once it can. Fails: 4045; nothing is recorded then.
 */
export async function stopContainer(
  job: ContainerJob,
  context: JobContext,
  { graceSeconds }: { readonly graceSeconds: number },
): Promise<void> {
  const { folder } = job;
  const { clock } = context;
  if (!existsSync(folder.job) || (await readEnd(job, context)) !== undefined) return;
  const record = await readRecord(job, context);
  if (record !== undefined) await refuseOtherEngine(job, record, context);
  const request = await recordStop(job, context, { graceSeconds });
  const never: ContainerDocument = { version: 1, neverStarted: true };
  await writeFileOnce(folder.container, JSON.stringify(never));
  try {
    if (await removeUnstarted(job, context)) {
      await recordStoppedBeforeStart(job, context);
    } else if (
      request !== undefined &&
      (await inspectContainer(context.engine, job.name))?.phase === "running"
    ) {
      await tellEngine(job, context, request);
    }
  } catch (error) {
    if (!isEngineLost(error) && statusOf(error) === undefined) throw error;
    await appendNote(
      folder.logs,
      `the engine could not be told to stop it: ${engineMessage(error)}`,
      clock.now(),
    );
  }
}

export async function recordStoppedBeforeStart(
  { folder }: Pick<ContainerJob, "folder">,
  { clock }: Pick<JobContext, "clock">,
): Promise<void> {
  const exit = stoppedBeforeStart(timestamp(clock.now()));
  await writeFileOnce(folder.exit, JSON.stringify({ exit, warnings: [] }));
}

import type { JobOutputs } from "@mlx/core";
import { collectOutputs } from "../../contract/collect-outputs.ts";
import { withoutHalt } from "../../r/without-halt.ts";
import { addSparkOutputs } from "../../spark/add-spark-outputs.ts";
import type { ContainerRecord } from "./container-record.ts";
import { failureHints } from "./failure-hints.ts";
import { findContainer, requireItsEngine } from "./find-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { readEnd, readRecord } from "./observe-to-end.ts";
import { takeOwnership } from "./take-ownership.ts";

/** What an ended job left in its folder, made readable where a container wrote it as another user. Fails: 4021, 4045. */
export async function collectJob(
  job: ContainerJob,
  context: JobContext,
  self: { readonly uid: number; readonly gid: number },
): Promise<JobOutputs> {
  const { folder } = job;
  const record = await readRecord(job, context);
  if (record !== undefined && (await readEnd(job, context)) === undefined)
    await findContainer(job, record, context);
  if (record?.foreignFiles) await requireItsEngine(job, record, context);
  const problem = record && (await takeOwnership(folder, record, { engine: context.engine, self }));
  const outputs = withoutHalt(await addSparkOutputs(folder, await collectOutputs(folder)));
  if (record === undefined) return outputs;
  const hints = [...outputs.hints, ...(await findHints(job, record, context, outputs))];
  if (problem === undefined) return { ...outputs, hints };
  const warning = `what the container wrote belongs to another user, and could not be taken over: ${problem}`;
  return { ...outputs, hints, warnings: [...outputs.warnings, warning] };
}

async function findHints(
  job: ContainerJob,
  { settings, imageName }: ContainerRecord,
  context: JobContext,
  { stderrTail }: JobOutputs,
): Promise<readonly string[]> {
  const exit = await readEnd(job, context);
  return exit === undefined ? [] : failureHints(exit, { settings, stderrTail, image: imageName });
}

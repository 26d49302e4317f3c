import { otherEngine } from "../../errors.ts";
import { runOfDocument } from "../../job/job-folder.ts";
import { statusOf } from "../engine/engine-error.ts";
import { containerLabels } from "./container-name.ts";
import type { ContainerRecord } from "./container-record.ts";
import type { ContainerState } from "./inspect-container.ts";
import { inspectContainer } from "./inspect-container.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { isEngineLost } from "./job-context.ts";

/**
 * A job's container as its engine sees it; `undefined` where that engine says that it is not there.
 * Fails: 4030, 4031, 4045 where another engine answers.
 */
export async function findContainer(
  job: Pick<ContainerJob, "folder">,
  record: Pick<ContainerRecord, "id" | "engineId" | "engineAddress">,
  context: Pick<JobContext, "engine">,
): Promise<ContainerState | undefined> {
  const state = await inspectContainer(context.engine, record.id);
  if (state === undefined) await requireItsEngine(job, record, context);
  return state;
}

/**
 * The running container of a job that was not submitted from here, and the folder of its job; `undefined` where
 * there is none, or its engine cannot be asked.
 */
export async function findElsewhere(
  { name }: Pick<ContainerJob, "name">,
  { engine }: Pick<JobContext, "engine">,
): Promise<{ readonly folder: string | undefined } | undefined> {
  try {
    const state = await inspectContainer(engine, name);
    return state?.phase === "running" ? { folder: state.labels[containerLabels.folder] } : undefined;
  } catch (error) {
    if (!isEngineLost(error) && statusOf(error) === undefined) throw error;
    return undefined;
  }
}

/** Fails: 4030, 4031, 4045 where another engine answers than the one that has the job's container. */
export async function requireItsEngine(
  { folder }: Pick<ContainerJob, "folder">,
  { engineId, engineAddress }: Pick<ContainerRecord, "engineId" | "engineAddress">,
  { engine }: Pick<JobContext, "engine">,
): Promise<void> {
  const answering = await engine.identity();
  if (answering.id === engineId) return;
  throw otherEngine(runOfDocument(folder.container), { its: engineAddress, answering: answering.address });
}

/** Fails: 4045. An engine that does not answer may be the one that has it. */
export async function refuseOtherEngine(...place: Parameters<typeof findContainer>): Promise<void> {
  try {
    await findContainer(...place);
  } catch (error) {
    if (!isEngineLost(error) && statusOf(error) === undefined) throw error;
  }
}

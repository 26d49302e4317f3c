import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import type { ArtifactStore, TaskSubmission } from "@mlx/core";
import { systemErrorCode, timestamp } from "@mlx/core";
import { noSpace } from "../../errors.ts";
import { readJobRecord } from "../../job/job-record.ts";
import { makeJobRecord } from "../../job/make-job-record.ts";
import { readBootId } from "../../job/process-identity.ts";
import { writeFileOnce } from "../../job/write-file-once.ts";
import type { PreparedContainer } from "../container/prepare-container.ts";
import { prepareContainer } from "../container/prepare-container.ts";
import { removeSecrets } from "../container/secrets-folder.ts";
import type { Images, ReadyImage } from "../images/create-images.ts";
import { containerLabels } from "./container-name.ts";
import type { ContainerRecord } from "./container-record.ts";
import { readContainerDocument } from "./container-record.ts";
import { createContainer } from "./create-container.ts";
import { findContainer, refuseOtherEngine } from "./find-container.ts";
import { holdJob } from "./held-jobs.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { removeUnstarted } from "./start-container.ts";
import { recordStoppedBeforeStart } from "./stop-container.ts";

export interface SubmitOptions {
  readonly runsFolder: string;
  readonly installation: string;
  readonly artifacts: ArtifactStore;
  readonly images: Pick<Images, "ensure">;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  /** Of mlx itself. */
  readonly self: { readonly uid: number; readonly gid: number };
  /** For the attempt's secrets, in memory. */
  readonly secrets: string;
  readonly onStaged: () => void;
}

/**
 * Everything up to a container that can be started: intent first (`job.json`), then what it is given,
 * then the container, then its id (`container.json`). Each step may be done twice, by two that submit
 * at once or by one that comes after a crash: files appear whole and once, and of containers of the
 * same name the engine makes one. Fails: 4011, 4012, 4021, 4030 to 4039, 4045, 4046.
 */
export async function submitContainer(
  submission: TaskSubmission,
  job: ContainerJob,
  context: JobContext,
  options: SubmitOptions,
): Promise<void> {
  const { folder } = job;
  if (existsSync(folder.exit)) return;
  const document = await readContainerDocument(folder);
  if (document !== undefined && "neverStarted" in document) return recordStoppedBeforeStart(job, context);
  if (document !== undefined) await refuseOtherEngine(job, document, context);
  if (document !== undefined && !(await isForgotten(job, document, context))) return;
  const quiet = { signal: new AbortController().signal, onProgress: () => {} };
  const image = await options.images.ensure(submission, quiet);
  const prepared = await prepare(submission, image, job, context, options);
  options.onStaged();
  if (document !== undefined) return;
  context.onStep("hold");
  await holdJob(options.runsFolder, job.key);
  const [id, mark, engine] = await Promise.all([
    createContainer(job, withDeadline(prepared, deadlineOf(submission, context)), image, context),
    context.engine.mark(),
    context.engine.identity(),
  ]);
  context.onStep("record");
  const record: ContainerRecord = {
    version: 1,
    id,
    image: image.id,
    imageName: submission.image?.reference ?? image.name,
    engineId: engine.id,
    engineAddress: engine.address,
    engine: mark,
    bootId: readBootId(),
    task: submission.task,
    settings: prepared.settings,
    timeoutSeconds: submission.timeoutSeconds,
    stopGraceSeconds: submission.stopGraceSeconds,
    ...(prepared.hasSecrets ? { secretsFolder: options.secrets } : {}),
    foreignFiles: prepared.foreignFiles && options.self.uid !== 0,
  };
  if (await writeFileOnce(folder.container, JSON.stringify(record))) return;
  const first = await readContainerDocument(folder);
  if (first === undefined || !("neverStarted" in first)) return;
  // A stop was faster.
  await removeUnstarted(job, context);
  if (prepared.hasSecrets) await removeSecrets(options.secrets);
  await recordStoppedBeforeStart(job, context);
}

/** What is enforced counts from the start, which comes right after the container is made. */
function deadlineOf({ timeoutSeconds }: TaskSubmission, { clock }: Pick<JobContext, "clock">): string {
  return timestamp(clock.now() + timeoutSeconds * 1000);
}

/** To stage the inputs may have taken minutes. */
function withDeadline(prepared: PreparedContainer, deadline: string): PreparedContainer {
  const { options } = prepared;
  const variable = "MLX_DEADLINE=";
  const Env = options.Env?.map((it) => (it.startsWith(variable) ? variable + deadline : it)) ?? [];
  const Labels = { ...options.Labels, [containerLabels.deadline]: deadline };
  return { ...prepared, options: { ...options, Env, Labels } };
}

/** The secrets of a container that was not started are gone: the machine was. */
async function isForgotten(
  job: ContainerJob,
  record: ContainerRecord,
  context: JobContext,
): Promise<boolean> {
  const { secretsFolder } = record;
  if (secretsFolder === undefined || existsSync(secretsFolder)) return false;
  return (await findContainer(job, record, context))?.phase === "created";
}

async function prepare(
  submission: TaskSubmission,
  image: ReadyImage,
  { folder, name, key }: ContainerJob,
  { engine, clock, onStep }: JobContext,
  options: SubmitOptions,
): Promise<PreparedContainer> {
  const info = await engine.info();
  try {
    onStep("intent");
    await mkdir(folder.root, { recursive: true });
    await writeFileOnce(folder.job, JSON.stringify(makeJobRecord(submission, clock)));
    // Outputs are collected by it, so nothing is started where it is damaged.
    await readJobRecord(folder.job);
    const deadline = deadlineOf(submission, { clock });
    const labels = {
      [containerLabels.installation]: options.installation,
      [containerLabels.run]: key.runId,
      [containerLabels.attempt]: key.attempt.toString(),
      [containerLabels.folder]: folder.root,
      [containerLabels.task]: submission.task,
      [containerLabels.deadline]: deadline,
    };
    onStep("stage");
    return await prepareContainer(submission, {
      ...options,
      image,
      engine: info,
      folder,
      name,
      labels,
      deadline,
    });
  } catch (error) {
    const code = systemErrorCode(error);
    throw code === "ENOSPC" || code === "EDQUOT" ? noSpace("make the task's work folder", error) : error;
  }
}

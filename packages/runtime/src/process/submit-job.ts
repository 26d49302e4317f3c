import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactStore, Clock, TaskSubmission } from "@mlx/core";
import { systemErrorCode, timestamp } from "@mlx/core";
import type { Variables } from "../contract/contract-variables.ts";
import { stageJob } from "../contract/stage-job.ts";
import { taskEnvironment } from "../contract/task-environment.ts";
import { noSpace } from "../errors.ts";
import type { JobFolder } from "../job/job-folder.ts";
import { taskFolders } from "../job/job-folder.ts";
import { readJobRecord } from "../job/job-record.ts";
import { makeJobRecord } from "../job/make-job-record.ts";
import { writeFileOnce } from "../job/write-file-once.ts";
import { startSupervisor } from "./start-supervisor.ts";

export interface SubmitOptions {
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly supervisor: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  readonly cpus: number;
  /** `bin` of the Python environment; absent where there is none. */
  readonly bin?: string;
  /** Called once the work folder is made; makes what the program needs besides, and may do so again. */
  readonly readyProgram: (folder: JobFolder) => Promise<ReadyProgram>;
  readonly onStaged: () => void;
}

/** What is started, in the code's folder. */
export interface ReadyProgram {
  readonly program: readonly [string, ...string[]];
  /** The recipe's own of the same name count instead. */
  readonly variables: Variables;
}

/** A damaged document counts too: who wrote it may have started the program. */
export function isStarted(folder: JobFolder): boolean {
  return existsSync(folder.status) || existsSync(folder.exit);
}

/**
 * Intent first (`job.json`), then the work folder, then the supervisor. Each step may be done twice,
 * by two that submit at once or by one that comes after a crash: every file appears whole and once,
 * and of several supervisors only the one that wrote `status.json` starts the program.
 * Fails: 4012, 4020, 4021.
 */
export async function submitJob(
  submission: TaskSubmission,
  folder: JobFolder,
  options: SubmitOptions,
): Promise<void> {
  const { artifacts, clock, supervisor, processEnv, cpus, bin, readyProgram } = options;
  const deadline = timestamp(clock.now() + submission.timeoutSeconds * 1000);
  const scratch = folder.scratch;
  let ready: ReadyProgram;
  try {
    await mkdir(folder.root, { recursive: true });
    const first = await writeFileOnce(folder.job, JSON.stringify(makeJobRecord(submission, clock)));
    // Outputs are collected by it, so nothing is started where it is damaged.
    if (!first) await readJobRecord(folder.job);
    await mkdir(join(scratch, "home"), { recursive: true });
    await mkdir(join(scratch, "cache"), { recursive: true });
    await stageJob(submission, folder, { artifacts, deadline });
    ready = await readyProgram(folder);
  } catch (error) {
    const code = systemErrorCode(error);
    throw code === "ENOSPC" || code === "EDQUOT" ? noSpace("make the task's work folder", error) : error;
  }
  options.onStaged();
  const folders = taskFolders(folder.ml);
  const place = { folders, scratch, ...(bin === undefined ? {} : { bin }), deadline, cpus, processEnv };
  await startSupervisor(supervisor, folder, {
    key: { runId: submission.runId, attempt: submission.attempt },
    program: ready.program,
    cwd: folders.code,
    env: { ...ready.variables, ...taskEnvironment(submission, place) },
    secrets: submission.secretValues,
    timeoutSeconds: submission.timeoutSeconds,
    stopGraceSeconds: submission.stopGraceSeconds,
  });
}

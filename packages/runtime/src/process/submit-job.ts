import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactStore, Clock, TaskSubmission } from "@mlx/core";
import { systemErrorCode, timestamp } from "@mlx/core";
import { noSpace } from "../errors.ts";
import type { Program } from "../contract/find-program.ts";
import { resolveProgram } from "../contract/find-program.ts";
import type { JobFolder } from "../job/job-folder.ts";
import { taskFolders } from "../job/job-folder.ts";
import type { JobRecord, RecordedInput } from "../job/job-record.ts";
import { readJobRecord } from "../job/job-record.ts";
import { stageJob } from "../contract/stage-job.ts";
import { startSupervisor } from "./start-supervisor.ts";
import { taskEnvironment } from "../contract/task-environment.ts";
import { writeFileOnce } from "../job/write-file-once.ts";

export interface SubmitOptions {
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly supervisor: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  readonly cpus: number;
  readonly program: Program;
  /** `bin` of the software environment. */
  readonly bin: string;
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
  const { artifacts, clock, supervisor, processEnv, cpus, program, bin } = options;
  const deadline = timestamp(clock.now() + submission.timeoutSeconds * 1000);
  const scratch = folder.scratch;
  try {
    await mkdir(folder.root, { recursive: true });
    const first = await writeFileOnce(folder.job, JSON.stringify(recordOf(submission, clock)));
    // Outputs are collected by it, so nothing is started where it is damaged.
    if (!first) await readJobRecord(folder.job);
    await mkdir(join(scratch, "home"), { recursive: true });
    await mkdir(join(scratch, "cache"), { recursive: true });
    await stageJob(submission, folder, { artifacts, deadline });
  } catch (error) {
    const code = systemErrorCode(error);
    throw code === "ENOSPC" || code === "EDQUOT" ? noSpace("make the task's work folder", error) : error;
  }
  const folders = taskFolders(folder.ml);
  await startSupervisor(supervisor, folder, {
    key: { runId: submission.runId, attempt: submission.attempt },
    program: resolveProgram(program, { python: join(bin, "python"), code: folders.code }),
    cwd: folders.code,
    env: taskEnvironment(submission, { folders, scratch, bin, deadline, cpus, processEnv }),
    secrets: submission.secretValues,
    timeoutSeconds: submission.timeoutSeconds,
    stopGraceSeconds: submission.stopGraceSeconds,
  });
}

function recordOf({ runId, attempt, inputs, outputChannels }: TaskSubmission, clock: Clock): JobRecord {
  const recorded: RecordedInput[] = Object.entries(inputs).flatMap(([channel, files]) =>
    files.map(({ name, path, size, modifiedAt }) => ({ channel, name, path, size, modifiedAt })),
  );
  const submittedAt = timestamp(clock.now());
  return { version: 1, runId, attempt, submittedAt, outputChannels, inputs: recorded };
}

import { existsSync } from "node:fs";
import type { ExitFacts } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import { cleanUpJob } from "../../job/cleanup-job.ts";
import { removeSecrets } from "../container/secrets-folder.ts";
import { statusOf } from "../engine/engine-error.ts";
import { requireItsEngine } from "./find-container.ts";
import { releaseHold } from "./held-jobs.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { isEngineLost } from "./job-context.ts";
import { readEnd, readRecord } from "./observe-to-end.ts";
import { stopContainer } from "./stop-container.ts";
import { takeOwnership } from "./take-ownership.ts";

export interface ReleaseOptions {
  readonly runsFolder: string;
  readonly self: { readonly uid: number; readonly gid: number };
  readonly secrets: string;
  readonly keepFiles: boolean;
  /** Resolves when its end is recorded. */
  readonly awaitEnd: () => Promise<ExitFacts>;
}

/**
 * Removes a job's container, and kills it before that where it still runs; then its secrets and,
 * unless they are kept, its files. Repeatable. Fails: 4030, 4031; the files are gone nevertheless. Fails:
 * 4045; nothing is gone.
 */
export async function releaseJob(
  job: ContainerJob,
  context: JobContext,
  options: ReleaseOptions,
): Promise<void> {
  const { runsFolder, self, secrets, keepFiles, awaitEnd } = options;
  const { folder } = job;
  const { engine, onStep } = context;
  let lost: unknown;
  try {
    onStep("remove");
    if (existsSync(folder.job)) await end();
    await removeContainer(job.name);
  } catch (error) {
    if (!isEngineLost(error)) throw error;
    lost = error;
  }
  await removeSecrets(secrets);
  if (!keepFiles) await removeFiles();
  if (lost !== undefined) throw lost;
  await releaseHold(runsFolder, job.key);

  async function end(): Promise<void> {
    if ((await readEnd(job, context)) !== undefined) return;
    await engine.call((docker) => docker.ping());
    await stopContainer(job, context, { graceSeconds: 0 });
    await awaitEnd();
  }

  async function removeContainer(name: string): Promise<void> {
    try {
      await engine.call((docker) => docker.getContainer(name).remove({ v: true, force: true }));
    } catch (error) {
      // 404: it is not there; 409: somebody else removes it just now.
      if (statusOf(error) !== 404 && statusOf(error) !== 409) throw error;
      const record = statusOf(error) === 404 && existsSync(folder.job) && (await readRecord(job, context));
      if (record) await requireItsEngine(job, record, context);
    }
  }

  async function removeFiles(): Promise<void> {
    try {
      await cleanUpJob(folder);
    } catch (error) {
      const code = systemErrorCode(error);
      const record = await readRecord(job, context);
      if ((code !== "EACCES" && code !== "EPERM") || record === undefined) throw error;
      await takeOwnership(folder, record, { engine, self });
      await cleanUpJob(folder);
    }
  }
}

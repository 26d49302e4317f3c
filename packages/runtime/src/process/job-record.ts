/** The documents of an attempt's folder: how a job is found again by another process. */
import { readFile } from "node:fs/promises";
import type { ExitFacts, JobKey } from "@mlx/core";
import { systemErrorCode } from "@mlx/core";
import type { ProcessIdentity } from "./process-identity.ts";

/** `job.json`. */
export interface JobRecord extends JobKey {
  readonly version: 1;
  readonly submittedAt: string;
  readonly outputChannels: readonly string[];
  readonly inputs: readonly RecordedInput[];
}

/** An input as it was when the job was submitted. */
export interface RecordedInput {
  readonly channel: string;
  readonly name: string;
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
}

/** `status.json`. `program` is absent until it was started. */
export interface JobStatus {
  readonly supervisor: ProcessIdentity;
  readonly program?: ProcessIdentity;
  readonly startedAt?: string;
}

/** `exit.json`. */
export interface JobExit {
  readonly exit: ExitFacts;
  readonly warnings: readonly string[];
}

/** `stop.json`. */
export interface StopRequest {
  readonly at: string;
  readonly graceSeconds: number;
}

export const readJobRecord = (path: string): Promise<JobRecord | undefined> => readDocument<JobRecord>(path);
export const readJobStatus = (path: string): Promise<JobStatus | undefined> => readDocument<JobStatus>(path);
export const readJobExit = (path: string): Promise<JobExit | undefined> => readDocument<JobExit>(path);
export const readStopRequest = (path: string): Promise<StopRequest | undefined> =>
  readDocument<StopRequest>(path);

/** These files appear whole or not at all, and only mlx writes them. */
async function readDocument<T>(path: string): Promise<T | undefined> {
  try {
    const document: T = JSON.parse(await readFile(path, "utf8"));
    return document;
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

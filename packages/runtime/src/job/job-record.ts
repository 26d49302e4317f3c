/** The documents of an attempt's folder: how a job is found again by another process. */
import { readFile } from "node:fs/promises";
import type { ExitFacts, JobKey, JsonObject } from "@mlx/core";
import { isJsonObject, MlxError, systemErrorCode } from "@mlx/core";
import { unreadableDocument } from "../errors.ts";
import { runOfDocument } from "./job-folder.ts";
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
  /** It is stopped because its time is over. */
  readonly timedOut?: true;
  /** The engine has been told; absent where nobody else is to carry it out. */
  readonly told?: true;
}

/** `undefined` where there is none. Fails: 4021. */
export const readJobRecord = (path: string): Promise<JobRecord | undefined> =>
  readDocument<JobRecord>(path, (it) => Array.isArray(it.inputs) && Array.isArray(it.outputChannels));

/** `undefined` where there is none. Fails: 4021. */
export const readJobStatus = (path: string): Promise<JobStatus | undefined> =>
  readDocument<JobStatus>(path, ({ supervisor }) => isJsonObject(supervisor) && "pid" in supervisor);

/** `undefined` where there is none. Fails: 4021. */
export const readJobExit = (path: string): Promise<JobExit | undefined> =>
  readDocument<JobExit>(path, (it) => isJsonObject(it.exit) && Array.isArray(it.warnings));

/** `undefined` where there is none, or it cannot be read: another request takes its place. */
export async function readStopRequest(path: string): Promise<StopRequest | undefined> {
  const request = await unlessDamaged(
    readDocument<StopRequest>(path, ({ graceSeconds }) => typeof graceSeconds === "number"),
  );
  return request === "damaged" ? undefined : request;
}

const refused = new Set(["EACCES", "EPERM"]);

/**
 * For those who can go on without a document that has lost its content. One that this user may not
 * read is no such document, and fails on (4021).
 */
export async function unlessDamaged<T>(reading: Promise<T>): Promise<T | "damaged"> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof MlxError) || error.code !== "MLX4021") throw error;
    if (refused.has(systemErrorCode(error.cause) ?? "")) throw error;
    return "damaged";
  }
}

const unreadable = new Set([...refused, "EISDIR", "EIO"]);

/**
 * These files appear whole or not at all, and only mlx writes them; a disk or a person may still
 * have damaged one. `hasShape` tells it from what is no such document.
 */
export async function readDocument<T>(
  path: string,
  hasShape: (content: JsonObject) => boolean,
): Promise<T | undefined> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  try {
    const document: T & JsonObject = JSON.parse(text);
    if (isJsonObject(document) && hasShape(document)) return document;
  } catch (cause) {
    throw unreadableDocument(
      path,
      runOfDocument(path),
      text.trim() === "" ? "It is empty." : "It is not JSON.",
      cause,
    );
  }
  throw unreadableDocument(path, runOfDocument(path), "It does not have the content that mlx gives it.");
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error) ?? "";
    if (code === "ENOENT") return undefined;
    if (!unreadable.has(code)) throw error;
    throw unreadableDocument(path, runOfDocument(path), `Reading it fails with ${code}.`, error);
  }
}

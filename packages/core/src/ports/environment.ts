import type { GitState } from "../lineage.ts";
import type { SecretRef } from "../secret.ts";

/** Wall and monotonic time; a parameter everywhere, so that tests own it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds; only differences mean something. */
  monotonic(): number;
  /** Rejects with the signal's reason. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** A new UUID. */
  uuid(): string;
}

export interface Git {
  /** `undefined` outside a work tree, or without git. */
  state(): Promise<GitState | undefined>;
}

export interface SecretResolver {
  /** The value; `undefined` where the variable is not set or the file is not there. */
  resolve(ref: SecretRef): Promise<string | undefined>;
}

/** RFC 3339 in UTC with milliseconds: how times are stored and printed. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

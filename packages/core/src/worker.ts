import type { WorkerIdentity } from "./run.ts";
import type { Slots } from "./slots.ts";

/** A daemon (`mlx up`) that schedules and works on the runs of a namespace. */
export interface WorkerRecord {
  readonly identity: WorkerIdentity;
  readonly startedAt: string;
  /** Renewed every few seconds; a record that is older than 30 s is of a daemon that died. */
  readonly heartbeatAt: string;
  /** It takes on nothing new. */
  readonly draining: boolean;
  readonly version: string;
  /** The slots that it offers. */
  readonly capacity: Slots;
  /** Where it answers over HTTP. */
  readonly url?: string;
}

/** How old the heartbeat of a daemon that lives may be. */
export const workerSilenceMilliseconds = 30_000;

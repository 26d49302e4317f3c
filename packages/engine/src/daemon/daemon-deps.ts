import type {
  Digest,
  JobFolders,
  Messenger,
  NotificationSettings,
  RetentionSettings,
  RunsSettings,
  Slots,
} from "@mlx/core";
import type { CollectDeps } from "../retention/collect.ts";
import type { RunDeps } from "../runs/run-deps.ts";
import type { ServingPorts } from "../serving/serving-deps.ts";
import type { DutyName } from "./keep-duty.ts";

/** All that a daemon needs of the world. */
export interface DaemonDeps extends RunDeps {
  /** Absent: nothing is sent; what is to be told waits in the outbox. */
  readonly messenger?: Messenger;
  readonly settings: {
    readonly runs: RunsSettings;
    readonly notifications: NotificationSettings;
    readonly retention: RetentionSettings;
  };
  /** Absent: services are not served. */
  readonly serving?: ServingPorts;
  readonly jobFolders: JobFolders;
  readonly collectUploads?: NonNullable<CollectDeps["collectUploads"]>;
  /** What other stores that share the artifacts refer to. */
  readonly otherReferences: (at: string) => Promise<ReadonlySet<Digest> | { readonly problem: string }>;
  /**
   * Called each time that a duty was done, or failed, with the milliseconds until it is done again: one
   * that is silent for much longer hangs.
   */
  readonly beat?: (duty: DutyName, againWithin: number) => void;
}

export interface DaemonOptions {
  /** What it offers, complete: see `workerCapacity`. */
  readonly capacity: Slots;
  /** Where it answers over HTTP. */
  readonly url?: string;
  readonly version: string;
}

/** `drain`: takes on nothing new, ends when what runs has ended. `stop`: ends now, what runs is left. */
export interface DaemonSignals {
  readonly drain: AbortSignal;
  readonly stop: AbortSignal;
}

/** What a worker offers: the machine's slots, under those of the settings, under those that were given to it. */
export function workerCapacity(
  machine: Slots,
  { slots, maxRunning }: Pick<RunsSettings, "slots" | "maxRunning">,
  given: Slots = {},
): Slots {
  return { ...machine, ...slots, ...(maxRunning === undefined ? {} : { runs: maxRunning }), ...given };
}

import type { ExecutorName } from "../container.ts";
import type { TaskSubmission } from "./executor.ts";

/**
 * Keeps the `serve` programs of services: a process or container per replica that answers HTTP on a port
 * of its own on loopback. It is not meant to outlive the daemon: what a dead one left is swept at the next
 * start.
 *
 * Failures (`MlxError`) of `start`: those of `Executor.prepare` and `submit` · 4060 the program ended
 * before it was healthy · 4061 it was not healthy in time.
 */
export interface ReplicaHost {
  readonly name: ExecutorName;
  /** Prepares the software, starts the program, and resolves once `GET /ping` has answered 200. */
  start(
    submission: ReplicaSubmission,
    options: { readonly signal: AbortSignal; readonly onProgress: (line: string) => void },
  ): Promise<Replica>;
  /** Ends what dead daemons of this state folder have left, and says how many that were. */
  sweep(): Promise<number>;
}

export type ReplicaHosts = { readonly [name in ExecutorName]: ReplicaHost };

/** A `serve` program with the model that it is to load; secrets are values here. */
export interface ReplicaSubmission
  extends Pick<
    TaskSubmission,
    | "instance"
    | "recipe"
    | "recipeType"
    | "origin"
    | "container"
    | "image"
    | "source"
    | "command"
    | "parameters"
    | "env"
    | "secretValues"
    | "specification"
  > {
  /** UUID. */
  readonly id: string;
  readonly service: string;
  readonly model: NonNullable<TaskSubmission["model"]>;
  readonly startTimeoutSeconds: number;
}

export interface Replica {
  readonly id: string;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Where its output goes: an absolute path. */
  readonly log: string;
  /** Whether `GET /ping` is answered 200 within two seconds. */
  ping(): Promise<boolean>;
  /** Resolves when the program has ended, with why; never rejects. */
  readonly ended: Promise<string>;
  /** SIGTERM, then SIGKILL after the grace; resolves when it has ended. Idempotent. */
  stop(options: { readonly graceSeconds: number }): Promise<void>;
}

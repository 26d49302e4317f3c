import type { ExitFacts } from "@mlx/core";
import type { StopRequest } from "../../job/job-record.ts";
import type { ContainerState } from "./inspect-container.ts";

export type Restart = "engine" | "machine";

export interface ExitCircumstances {
  readonly stop: StopRequest | undefined;
  /** What was started anew since the container was made. */
  readonly restart: Restart | undefined;
  readonly startError: string | undefined;
  /** Bytes. */
  readonly peakMemory: number;
  /** Where the engine does not know when it ended. */
  readonly now: string;
}

/** The codes of a program that was ended from outside; 255 is the engine's where it does not know better. */
export const endedFromOutside: ReadonlySet<number> = new Set([137, 143, 255]);

const restarts: { readonly [restart in Restart]: string } = {
  engine: "the container engine was restarted while the program ran",
  machine: "the machine was restarted while the program ran",
};

/** What the end of a container means. The exit code stays as the engine has it, signals as 128 + n. */
export function exitFacts(state: ContainerState, circumstances: ExitCircumstances): ExitFacts {
  const { stop, restart, startError, peakMemory, now } = circumstances;
  const { exitCode, oomKilled, startedAt, endedAt = now } = state;
  const end = { exitCode, signal: null, oomKilled, endedAt };
  if (startError !== undefined) return { ...end, startError };
  const facts = {
    ...end,
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(peakMemory > 0 ? { peakMemory } : {}),
  };
  if (restart !== undefined && stop === undefined && !oomKilled && endedFromOutside.has(exitCode)) {
    return { ...facts, lost: "WORKER_LOST", lostHow: restarts[restart] };
  }
  return stop?.timedOut ? { ...facts, timedOut: true } : facts;
}

/** A job whose container is not there any more, and that nobody has seen the end of. */
export function removedContainer(
  now: string,
  { how, startedAt }: { readonly how: string; readonly startedAt?: string },
): ExitFacts {
  return {
    exitCode: null,
    signal: null,
    oomKilled: false,
    ...(startedAt === undefined ? {} : { startedAt }),
    endedAt: now,
    lost: "CONTAINER_LOST",
    lostHow: how,
  };
}

export function stoppedBeforeStart(now: string): ExitFacts {
  return { exitCode: null, signal: "SIGTERM", oomKilled: false, endedAt: now };
}

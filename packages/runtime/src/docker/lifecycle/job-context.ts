import type { Clock, JobKey } from "@mlx/core";
import { InternalError, MlxError } from "@mlx/core";
import type { JobFolder } from "../../job/job-folder.ts";
import type { Engine } from "../engine/connect-engine.ts";

/** Where a job stands. */
export interface ContainerJob {
  readonly key: JobKey;
  readonly folder: JobFolder;
  /** Of its container. */
  readonly name: string;
}

/** What it takes to do something about jobs. */
export interface JobContext {
  readonly engine: Engine;
  readonly clock: Clock;
  /** Told before each effect; a test ends the process there. */
  readonly onStep: (step: Step) => void;
}

export type Step =
  | "intent"
  | "stage"
  | "hold"
  | "create"
  | "record"
  | "claim"
  | "attach"
  | "start"
  | "observe"
  | "exit"
  | "forget-secrets"
  | "remove";

/** True where the engine could not be reached, or not any more; it may come back. */
export function isEngineLost(error: unknown): boolean {
  if (error instanceof MlxError) return error.code === "MLX4030" || error.code === "MLX4031";
  if (!(error instanceof Error) || error instanceof InternalError) return false;
  return "code" in error && (error.code === "ECONNRESET" || error.code === "ERR_STREAM_PREMATURE_CLOSE");
}

const firstPause = 100;
const longestPause = 5000;

/** Asks again and again, less and less often, for as long as the engine cannot be reached. */
export async function insist<T>(
  work: () => Promise<T>,
  {
    clock,
    signal,
    onLost,
  }: { readonly clock: Clock; readonly signal: AbortSignal; readonly onLost?: () => void },
): Promise<T> {
  for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
    signal.throwIfAborted();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!isEngineLost(error)) throw error;
      onLost?.();
      await clock.sleep(pause, signal);
    }
  }
}

import { type JobHandle, MlxError } from "@mlx/core";
import { type AttemptWork, setPhase, warn } from "./attempt-work.ts";

/** How long after its SIGKILL a job may still run before that is told. */
const killedMilliseconds = 10_000;
const askAgainMilliseconds = 30_000;

/** Stops a job and makes sure that it ends. */
export interface Stopper {
  readonly isStopping: () => boolean;
  /** Has the job stopped. */
  ask(graceSeconds: number): Promise<void>;
  /** Its executor stops it by itself: at its deadline. */
  expect(graceSeconds: number): Promise<void>;
  /**
   * To be called every now and then. A job that still runs when it must have been killed is never taken
   * for dead: the run keeps what it holds, that is told once (`UNKILLABLE`), and the job is killed again.
   */
  check(): Promise<void>;
}

export function createStopper(work: AttemptWork, handle: JobHandle): Stopper {
  const { executor, deps } = work;
  /** When the job must have ended; `undefined`: nobody stops it. */
  let overdueAt: number | undefined;
  let told = false;
  const enterStopping = async () => {
    if (overdueAt === undefined) await setPhase(work, "STOPPING");
  };
  const endsWithin = (graceSeconds: number) => {
    overdueAt = deps.clock.monotonic() + graceSeconds * 1000 + killedMilliseconds;
  };
  const stillRuns = async () => {
    try {
      return (await executor.observe(handle)).phase === "running";
    } catch (error) {
      // Who cannot be asked is asked the next time.
      if (error instanceof MlxError) return false;
      throw error;
    }
  };
  return {
    isStopping: () => overdueAt !== undefined,
    ask: async (graceSeconds) => {
      await enterStopping();
      await executor.stop(handle, { graceSeconds });
      endsWithin(graceSeconds);
    },
    expect: async (graceSeconds) => {
      await enterStopping();
      endsWithin(graceSeconds);
    },
    check: async () => {
      const now = deps.clock.monotonic();
      if (overdueAt === undefined || now < overdueAt || !(await stillRuns())) return;
      if (!told) {
        const message = `attempt ${handle.attempt} was killed and still runs; it is killed again every 30 s, and the run keeps its slots until it has ended`;
        await warn(work, "UNKILLABLE", message, { attempt: handle.attempt });
        told = true;
      }
      overdueAt = now + askAgainMilliseconds;
      await executor.stop(handle, { graceSeconds: 0 });
    },
  };
}

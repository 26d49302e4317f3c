import { isTerminal, MlxError, type Run } from "@mlx/core";
import type { DaemonDeps } from "./daemon-deps.ts";
import { describeFailure } from "./keep-duty.ts";

/** The runs that this daemon works on. */
export interface Roster {
  has(runId: string): boolean;
  size(): number;
  /** Works on a run, unless it is worked on already. A failure is told, and leaves the run to a later look. */
  start(run: Run, work: (signal: AbortSignal) => Promise<unknown>): void;
  /** Resolves when nothing is worked on. */
  empty(): Promise<void>;
}

/** `onEnd` is called when the work on a run came to its end; not where it failed, so that nothing spins. */
export function createRoster(
  { clock, emit, store }: Pick<DaemonDeps, "clock" | "emit" | "store">,
  signal: AbortSignal,
  onEnd: () => void,
): Roster {
  const works = new Map<string, Promise<void>>();
  const tell = async (run: Run, error: unknown) => {
    // Another worker was faster, which is as good.
    if (signal.aborted || (error instanceof MlxError && error.code === "MLX3013")) return;
    // What has ended needs nobody to look after it.
    const now = await store.runs.get(run.id).catch(() => undefined);
    if (now !== undefined && isTerminal(now.status.state)) return;
    emit({ type: "run-not-recovered", at: clock.now(), run: now ?? run, message: describeFailure(error) });
  };
  const doWork = async (run: Run, work: (signal: AbortSignal) => Promise<unknown>) => {
    try {
      await work(signal);
      works.delete(run.id);
      onEnd();
    } catch (error) {
      works.delete(run.id);
      await tell(run, error);
    }
  };
  return {
    has: (runId) => works.has(runId),
    size: () => works.size,
    start: (run, work) => {
      if (!works.has(run.id)) works.set(run.id, doWork(run, work));
    },
    empty: async () => {
      while (works.size > 0) await Promise.allSettled(works.values());
    },
  };
}

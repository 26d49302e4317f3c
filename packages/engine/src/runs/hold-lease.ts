import { MlxError, type Run, type RunFence, timestamp } from "@mlx/core";
import { repeat } from "./repeat.ts";
import { heartbeatMilliseconds, leaseSeconds, type RunDeps } from "./run-deps.ts";

/**
 * Works on a claimed run while its lease is renewed. The work's signal is aborted when `signal` is,
 * or when the lease turns out to belong to somebody else by now.
 */
export async function holdLease<T>(
  run: Run,
  deps: Pick<RunDeps, "store" | "clock">,
  signal: AbortSignal,
  work: (fence: RunFence, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const fence = { runId: run.id, epoch: run.epoch };
  const lost = new AbortController();
  const done = new AbortController();
  const beating = repeat(deps.clock, heartbeatMilliseconds, done.signal, async () => {
    try {
      const at = timestamp(deps.clock.now());
      await deps.store.runs.heartbeat(fence, { at, ttlSeconds: leaseSeconds });
    } catch (error) {
      // Only a stale fence means that the run is somebody else's; a busy store is tried again.
      if (!(error instanceof MlxError) || error.code === "MLX5020") lost.abort(error);
    }
  });
  try {
    return await work(fence, AbortSignal.any([signal, lost.signal]));
  } finally {
    done.abort();
    await beating;
  }
}

import { MlxError, type Run } from "@mlx/core";
import type { RunDeps } from "../run-deps.ts";

/**
 * For a worker whose run was taken over: stops the job that it had, where the run goes on without it.
 * Who takes a run over works on with the job that he finds, which is the same one on the same machine: nothing is
 * done then. Where he did not find it, he has ended the attempt as lost, and its program must not run
 * beside the next.
 */
export async function stopOrphan(claimed: Run, { store, executors, clock, emit }: RunDeps): Promise<void> {
  const attempts = (await store.runs.record(claimed.id))?.attempts ?? [];
  for (const { number, executor: name, outcome } of attempts) {
    // Of the attempts, it has worked on the one that was under way, or on the next; of a chain on any after it.
    const last = claimed.chain === undefined ? claimed.attempt + 1 : Number.POSITIVE_INFINITY;
    if (outcome === undefined || number < claimed.attempt || number > last) continue;
    const executor = executors[name];
    try {
      const handle = await executor.find({ runId: claimed.id, attempt: number });
      if (handle === undefined || (await executor.observe(handle)).phase !== "running") continue;
      await executor.stop(handle, { graceSeconds: claimed.spec.stopGraceSeconds });
      const message = `attempt ${number} was given up while this mlx was silent; its program is stopped`;
      emit({ type: "run-warning", at: clock.now(), runId: claimed.id, message });
    } catch (error) {
      // What an engine holds of ended attempts is also released by whoever starts next.
      if (!(error instanceof MlxError)) throw error;
    }
  }
}

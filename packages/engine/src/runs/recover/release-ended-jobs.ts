import { type JobHandle, MlxError } from "@mlx/core";
import type { RunDeps } from "../run-deps.ts";

/**
 * Gives back what ended attempts still hold of an engine: their mlx died after it had written down
 * the end. Jobs of runs that this namespace does not know are left alone. An engine that cannot be
 * reached only means that the next command does it.
 */
export async function releaseEndedJobs({ store, executors }: Pick<RunDeps, "store" | "executors">) {
  const outcomeOf = async ({ runId, attempt }: JobHandle) => {
    const attempts = (await store.runs.record(runId))?.attempts ?? [];
    return attempts.find(({ number }) => number === attempt)?.outcome;
  };
  for (const executor of Object.values(executors)) {
    for (const handle of await executor.list()) {
      const outcome = await outcomeOf(handle);
      if (outcome === undefined) continue;
      const succeeded = outcome.reason === "OK" || outcome.reason === "OK_WITH_WARNINGS";
      try {
        await executor.cleanup(handle, { keepFiles: !succeeded });
      } catch (error) {
        if (!(error instanceof MlxError)) throw error;
        if (error.code === "MLX4030" || error.code === "MLX4031") break;
      }
    }
  }
}

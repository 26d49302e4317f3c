import type { Run, RunFence } from "@mlx/core";
import { runChain } from "../chain/run-chain.ts";
import type { RunDeps } from "../run-deps.ts";
import { tryAttempt } from "./try-attempt.ts";

/** `onlyUnderWay`: of a chain, nothing is begun that was not begun before. */
export interface AttemptOptions {
  readonly onlyUnderWay: boolean;
}

/**
 * Brings the newest attempt of a claimed run to its end, or starts the next one; of a chain, one step after
 * the other. Aborting the signal leaves the program running and the run as it stands.
 */
export async function runAttempt(
  run: Run,
  fence: RunFence,
  deps: RunDeps,
  signal: AbortSignal,
  options: AttemptOptions = { onlyUnderWay: false },
): Promise<void> {
  if (run.chain !== undefined) return runChain({ run, chain: run.chain, fence, deps, signal }, options);
  const attempts = (await deps.store.runs.record(run.id))?.attempts ?? [];
  await tryAttempt({ run, fence, deps, signal, attempts });
}

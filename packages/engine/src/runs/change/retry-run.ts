import { isTerminal, type Run, timestamp } from "@mlx/core";
import { cannotRetry } from "../errors.ts";
import { findRun } from "../find-run.ts";
import type { RunDeps } from "../run-deps.ts";

/**
 * Reopens a run that FAILED or was ABORTED: it is tried again at once, with the same inputs and the
 * checkpoints of its earlier attempts, which count no more against its retry policy. Somebody has to
 * work on it. Failures: 3012, 3025, 5022.
 */
export async function retryRun(
  text: string,
  { store, clock, actor, emit }: Pick<RunDeps, "store" | "clock" | "actor" | "emit">,
): Promise<Run> {
  const run = await findRun(store, text);
  if (!isTerminal(run.status.state) || run.status.state === "DONE") throw cannotRetry(run);
  const at = clock.now();
  const reopened = await store.runs.reopen(run.id, { at: timestamp(at), actor });
  emit({ type: "run-status", at, run: reopened, status: reopened.status });
  return reopened;
}

import { type Attempt, defaultRunTimeouts, type JobHandle, type JobOutputs, MlxError } from "@mlx/core";
import { partTooSlow } from "../errors.ts";
import { type AttemptWork, setPhase } from "./attempt-work.ts";
import { failAttempt } from "./fail-attempt.ts";
import { failureMessage, publishFailureReason } from "./failure-reason.ts";
import { finishRun } from "./finish-run.ts";
import type { Judgement } from "./judge-exit.ts";
import { orAborted } from "./or-aborted.ts";
import { type PublishedOutputs, publishOutputs } from "./publish-outputs.ts";
import { startTimer } from "./start-timer.ts";

/** An attempt whose program has ended, with what it left. */
export interface EndedJob {
  readonly attempt: Attempt;
  readonly handle: JobHandle;
  readonly left: JobOutputs;
}

/** Publishes what a program left that succeeded, and ends the attempt as it was judged. */
export async function concludeAttempt(
  work: AttemptWork,
  { attempt, handle, left }: EndedJob,
  judgement: Judgement,
): Promise<void> {
  const { executor } = work;
  if (judgement.verdict !== "succeeded") {
    await failAttempt(work, attempt, judgement);
    return executor.cleanup(handle, { keepFiles: true });
  }
  await setPhase(work, "PUBLISHING");
  let published: PublishedOutputs;
  try {
    published = await publishInTime(work, attempt, left);
  } catch (error) {
    if (work.signal.aborted || !(error instanceof MlxError)) throw error;
    await failAttempt(work, attempt, { verdict: "failed", ...describeFailure(error, attempt, left) });
    return executor.cleanup(handle, { keepFiles: true });
  }
  await finishRun(work, attempt, judgement.warnings, published);
  await executor.cleanup(handle);
}

function describeFailure(error: MlxError, { runId }: Attempt, { modelFolder }: JobOutputs) {
  const reason = publishFailureReason(error);
  const kept = `What the program left is kept beside ${modelFolder}`;
  const next =
    reason === "PUBLISH_FAILED"
      ? `${kept}; \`mlx runs retry ${runId.slice(0, 8)}\` publishes it, and does not run the program again`
      : kept;
  return { reason, message: `${failureMessage(error)}\n${next}` };
}

/** Failures: 3024, and those of `publishOutputs`. */
async function publishInTime(
  { run, deps, signal }: AttemptWork,
  attempt: Attempt,
  left: JobOutputs,
): Promise<PublishedOutputs> {
  const { publishSeconds } = run.spec.timeouts ?? defaultRunTimeouts;
  const late = new AbortController();
  const cancel = startTimer(deps.clock, publishSeconds, () =>
    late.abort(partTooSlow("publish", publishSeconds)),
  );
  const interrupted = AbortSignal.any([late.signal, signal]);
  try {
    return await orAborted(publishOutputs(run, attempt, left, deps, interrupted), interrupted, deps.clock);
  } finally {
    cancel();
  }
}

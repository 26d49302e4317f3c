import { type Attempt, timestamp } from "@mlx/core";
import { type AttemptWork, endRun, warn } from "./attempt-work.ts";
import type { Judgement } from "./judge-exit.ts";
import { type EndedAttempt, isExhausted, retryDelay } from "./retry-policy.ts";

/** The end of an attempt that did not succeed: another one later, or the end of the run. */
export async function failAttempt(
  work: AttemptWork,
  attempt: Attempt,
  judgement: Exclude<Judgement, { verdict: "succeeded" }>,
): Promise<void> {
  const { run, fence, deps, attempts } = work;
  const { reason } = judgement;
  const message = work.chain === undefined ? judgement.message : `${run.task}: ${judgement.message}`;
  const now = deps.clock.now();
  if (judgement.verdict === "aborted") {
    const status = { state: "ABORTED", reason: judgement.reason, message } as const;
    const ended = await endRun(work, attempt, status, {});
    deps.emit({ type: "run-status", at: now, run: ended.run, status });
    return;
  }
  const earlier = attempts
    .filter(({ number, step }) => {
      return step === attempt.step && number > run.forgivenAttempts && number < attempt.number;
    })
    .flatMap(toEndedAttempt);
  const failed: EndedAttempt = {
    reason: judgement.reason,
    ...(attempt.exit === undefined ? {} : { exitCode: attempt.exit.exitCode }),
  };
  const ended = [...earlier, failed];
  const delay = retryDelay(run.spec.retry, ended, deps.random());
  if (delay === undefined) {
    if (isExhausted(run.spec.retry, ended)) await warnExhausted(work, attempt);
    const status = { state: "FAILED", reason: judgement.reason, message } as const;
    const { run: over } = await endRun(work, attempt, status, {});
    deps.emit({ type: "run-status", at: now, run: over, status });
    return;
  }
  const status = {
    state: "RETRY",
    reason: judgement.reason,
    message,
    nextAttemptAt: timestamp(now + delay),
  } as const;
  const waiting = await deps.store.runs.transition(fence, status, {
    at: timestamp(now),
    actor: deps.actor,
    attempt: { ...attempt, endedAt: attempt.exit?.endedAt ?? timestamp(now), outcome: { reason, message } },
  });
  deps.emit({ type: "run-status", at: now, run: waiting, status: waiting.status });
}

/** Once for an attempt, also where this mlx came after one that died before it had ended the run. */
async function warnExhausted(work: AttemptWork, { number }: Attempt): Promise<void> {
  const events = await work.deps.store.runs.events(work.run.id);
  const isTold = events.some(
    ({ reason, data }) => reason === "RETRIES_EXHAUSTED" && data?.attempt === number,
  );
  if (isTold) return;
  const message = `attempt ${number} failed, and was the last that its retry policy allows`;
  await warn(work, "RETRIES_EXHAUSTED", message, { attempt: number });
}

function toEndedAttempt({ outcome, exit }: Attempt): readonly EndedAttempt[] {
  if (outcome === undefined || !isFailure(outcome.reason)) return [];
  return [{ reason: outcome.reason, ...(exit === undefined ? {} : { exitCode: exit.exitCode }) }];
}

function isFailure(reason: NonNullable<Attempt["outcome"]>["reason"]): reason is EndedAttempt["reason"] {
  return !["OK", "CACHED", "OK_WITH_WARNINGS", "CANCELLED", "REPLACED", "DELETED_RESOURCE"].includes(reason);
}

import { type Attempt, timestamp } from "@mlx/core";
import { type AttemptWork, endRun } from "./attempt-work.ts";
import type { Judgement } from "./judge-exit.ts";
import { type EndedAttempt, retryDelay } from "./retry-policy.ts";

/** The end of an attempt that did not succeed: another one later, or the end of the run. */
export async function failAttempt(
  work: AttemptWork,
  attempt: Attempt,
  judgement: Exclude<Judgement, { verdict: "succeeded" }>,
): Promise<void> {
  const { run, fence, deps, attempts } = work;
  const { reason, message } = judgement;
  const now = deps.clock.now();
  if (judgement.verdict === "aborted") {
    const status = { state: "ABORTED", reason: judgement.reason, message } as const;
    const ended = await endRun(work, attempt, status, {});
    deps.emit({ type: "run-status", at: now, run: ended.run, status });
    return;
  }
  const earlier = attempts.filter(({ number }) => number < attempt.number).flatMap(toEndedAttempt);
  const failed: EndedAttempt = {
    reason: judgement.reason,
    ...(attempt.exit === undefined ? {} : { exitCode: attempt.exit.exitCode }),
  };
  const delay = retryDelay(run.spec.retry, [...earlier, failed], deps.random());
  if (delay === undefined) {
    const status = { state: "FAILED", reason: judgement.reason, message } as const;
    const ended = await endRun(work, attempt, status, {});
    deps.emit({ type: "run-status", at: now, run: ended.run, status });
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

function toEndedAttempt({ outcome, exit }: Attempt): readonly EndedAttempt[] {
  if (outcome === undefined || !isFailure(outcome.reason)) return [];
  return [{ reason: outcome.reason, ...(exit === undefined ? {} : { exitCode: exit.exitCode }) }];
}

function isFailure(reason: NonNullable<Attempt["outcome"]>["reason"]): reason is EndedAttempt["reason"] {
  return !["OK", "CACHED", "OK_WITH_WARNINGS", "CANCELLED", "REPLACED", "DELETED_RESOURCE"].includes(reason);
}

import type { ExitFacts, FailureReason, RetryPolicy } from "@mlx/core";

export interface EndedAttempt {
  readonly reason: FailureReason;
  readonly exitCode?: ExitFacts["exitCode"];
}

const infrastructure: ReadonlySet<FailureReason> = new Set([
  "WORKER_LOST",
  "CONTAINER_LOST",
  "ENGINE_UNAVAILABLE",
  "REGISTRY_UNAVAILABLE",
]);

/**
 * Milliseconds until the next attempt after `ended` (all attempts so far, the failed one last), or
 * `undefined` when the failure is final. Losses of the machinery have a budget of their own.
 * `random` is a number from 0 to 1.
 */
export function retryDelay(
  policy: RetryPolicy,
  ended: readonly EndedAttempt[],
  random: number,
): number | undefined {
  const last = ended.at(-1);
  if (last === undefined || !mayRetry(policy, last)) return undefined;
  const used = usedOf(ended, last);
  if (used > budgetOf(policy, last)) return undefined;
  const { initialSeconds, factor, maxSeconds, jitter } = policy.backoff;
  const seconds = Math.min(maxSeconds, initialSeconds * factor ** (used - 1));
  return Math.round(seconds * (1 + jitter * (2 * random - 1)) * 1000);
}

/** Whether another attempt would follow the last of `ended`, had not all that there may be been made. */
export function isExhausted(policy: RetryPolicy, ended: readonly EndedAttempt[]): boolean {
  const last = ended.at(-1);
  if (last === undefined || !mayRetry(policy, last)) return false;
  const budget = budgetOf(policy, last);
  return budget > 0 && usedOf(ended, last) > budget;
}

function usedOf(ended: readonly EndedAttempt[], { reason: last }: EndedAttempt): number {
  return ended.filter(({ reason }) => infrastructure.has(reason) === infrastructure.has(last)).length;
}

function budgetOf({ max, infraMax }: RetryPolicy, { reason }: EndedAttempt): number {
  return infrastructure.has(reason) ? infraMax : max;
}

function mayRetry({ on, exitCodes }: RetryPolicy, { reason, exitCode }: EndedAttempt): boolean {
  if (infrastructure.has(reason)) return true;
  if (reason === "NON_ZERO_EXIT" && typeof exitCode === "number") {
    if (includesCode(exitCodes.fail, exitCode)) return false;
    if (includesCode(exitCodes.retry, exitCode)) return true;
  }
  return (on as readonly FailureReason[]).includes(reason);
}

function includesCode(ranges: readonly string[], code: number): boolean {
  return ranges.some((range) => {
    const [low = Number.NaN, high = low] = range.split("-").map(Number);
    return code >= low && code <= high;
  });
}

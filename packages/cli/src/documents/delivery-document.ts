import type { Delivery } from "@mlx/core";

/** A delivery as documents name its parts. */
export function describeDelivery(delivery: Delivery) {
  const { id, event, target, subject, payload, state, createdAt, nextAttemptAt, attempts } = delivery;
  return {
    id,
    event,
    target,
    subject,
    state,
    createdAt,
    nextAttemptAt: nextAttemptAt ?? null,
    attempts: attempts.map(({ at, milliseconds, answer, problem }) => ({
      at,
      milliseconds,
      answer: answer ?? null,
      problem: problem ?? null,
    })),
    payload,
  };
}

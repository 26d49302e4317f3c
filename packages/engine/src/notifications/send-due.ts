import { type Delivery, type DeliveryAttempt, type Messenger, type SendResult, timestamp } from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { nextTry } from "./next-try.ts";

const atOnce = 8;
const claimedAtOnce = 16;
/** Nobody else takes a claimed one for so long, even if this process dies with it. */
const hiddenMilliseconds = 120_000;
/** A claimed one that was not begun until then is left, and shows up again when it is hidden no longer. */
const begunMilliseconds = 30_000;
/** Then nothing more is claimed, so that a pass ends however much is due. */
const passMilliseconds = 15_000;

export interface SendDeps extends Pick<RunDeps, "store" | "clock" | "random" | "emit"> {
  readonly messenger: Messenger;
}

/**
 * Sends what is due: 8 at once, and to each target one after the other. A target that did not take one
 * gets no more in this pass, so that one that hangs costs its timeout once. What is being sent when the
 * process dies, or the signal comes, is sent again: each at least once.
 */
export async function sendDue(deps: SendDeps, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  const end = clock.monotonic() + passMilliseconds;
  const sending = new Map<string, Promise<void>>();
  const avoided = new Set<string>();
  let queue: readonly { readonly delivery: Delivery; readonly begunUntil: number }[] = [];

  const claim = async () => {
    if (queue.length >= claimedAtOnce || clock.monotonic() >= end) return;
    const begunUntil = clock.monotonic() + begunMilliseconds;
    const [at, until] = [timestamp(clock.now()), timestamp(clock.now() + hiddenMilliseconds)];
    const claimed = await store.deliveries.claim(at, claimedAtOnce - queue.length, until);
    queue = [...queue, ...claimed.map((delivery) => ({ delivery, begunUntil }))];
  };
  const begin = () => {
    queue = queue.filter(({ delivery, begunUntil }) => {
      const { target } = delivery;
      if (avoided.has(target) || clock.monotonic() > begunUntil) return false;
      if (sending.size >= atOnce || sending.has(target)) return true;
      const work = sendOne(delivery, deps, signal).then((taken) => {
        if (!taken) avoided.add(target);
      });
      sending.set(
        target,
        work.finally(() => sending.delete(target)),
      );
      return false;
    });
  };

  try {
    while (!signal.aborted) {
      await claim();
      begin();
      if (sending.size === 0) return;
      await Promise.race(sending.values());
    }
  } finally {
    await Promise.allSettled(sending.values());
  }
}

/** True when it was taken. */
async function sendOne(delivery: Delivery, deps: SendDeps, signal: AbortSignal): Promise<boolean> {
  const { store, clock, messenger, random, emit } = deps;
  const [at, began] = [timestamp(clock.now()), clock.monotonic()];
  const result = await messenger.send(delivery, signal);
  const taken = result.result === "taken";
  // It was interrupted, which says nothing about the target.
  if (signal.aborted && !taken) return false;
  const attempt = toAttempt(result, at, clock.monotonic() - began);
  const now = clock.now();
  const pause =
    result.result === "later"
      ? nextTry(delivery, now, { afterSeconds: result.afterSeconds, random: random() })
      : undefined;
  const next =
    pause === undefined
      ? ({ state: taken ? "DELIVERED" : "FAILED" } as const)
      : ({ state: "WAITING", at: timestamp(now + pause) } as const);
  await store.deliveries.settle(delivery.id, attempt, next);
  const settled = { ...delivery, state: next.state, attempts: [...delivery.attempts, attempt] };
  emit({ type: "delivery", at: now, delivery: settled, attempt });
  return taken;
}

export function toAttempt(result: SendResult, at: string, milliseconds: number): DeliveryAttempt {
  return {
    at,
    milliseconds: Math.round(milliseconds),
    ...(result.answer === undefined ? {} : { answer: result.answer }),
    ...(result.result === "taken" ? {} : { problem: result.problem }),
  };
}

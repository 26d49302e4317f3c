import { type Delivery, type DeliveryAttempt, type Messenger, type SendResult, timestamp } from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { nextTry } from "./next-try.ts";

const atOnce = 8;
const claimedAtOnce = 16;
/** Nobody else takes a claimed one for so long, even if this process dies with it. */
const hiddenMilliseconds = 120_000;
/** A claimed one that was not begun until then is given back. */
const begunMilliseconds = 30_000;
/** Then nothing more is claimed, so that a pass ends however much is due. */
const passMilliseconds = 15_000;
/** A target that did not take one is tried with another after so long, or as long as it wishes. */
const avoidedMilliseconds = 10_000;
/** What a pass gave back shows up in a later one. */
const soonMilliseconds = 1000;

export interface SendDeps extends Pick<RunDeps, "store" | "clock" | "random" | "emit"> {
  readonly messenger: Messenger;
}

/**
 * Sends what is due: 8 at once, and to each target one after the other. A target that did not take one
 * gets no more in this pass, so that one that hangs costs its timeout once; what else is due for it is due
 * again when that one is, or 10 s later. What is being sent when the process dies, or the signal comes, is
 * sent again: each at least once.
 */
export async function sendDue(deps: SendDeps, signal: AbortSignal): Promise<void> {
  const { store, clock } = deps;
  const end = clock.monotonic() + passMilliseconds;
  const sending = new Map<string, Promise<void>>();
  /** Targets, and when they are tried again. */
  const avoided = new Map<string, number>();
  let queue: readonly { readonly delivery: Delivery; readonly begunUntil: number }[] = [];

  const claim = async () => {
    if (queue.length >= claimedAtOnce || clock.monotonic() >= end) return;
    const begunUntil = clock.monotonic() + begunMilliseconds;
    const [at, until] = [timestamp(clock.now()), timestamp(clock.now() + hiddenMilliseconds)];
    const claimed = await store.deliveries.claim(at, claimedAtOnce - queue.length, until);
    queue = [...queue, ...claimed.map((delivery) => ({ delivery, begunUntil }))];
  };
  const begin = (delivery: Delivery) => {
    const { target } = delivery;
    const work = sendOne(delivery, deps, signal).then((avoidedUntil) => {
      if (avoidedUntil !== undefined) avoided.set(target, avoidedUntil);
    });
    sending.set(
      target,
      work.finally(() => sending.delete(target)),
    );
  };
  /** Begins what can be begun, and gives back what cannot be in this pass; false when it did neither. */
  const proceed = async () => {
    const soon = clock.now() + soonMilliseconds;
    const left: { readonly delivery: Delivery; readonly at: string }[] = [];
    const before = queue.length;
    queue = queue.filter(({ delivery, begunUntil }) => {
      const { target } = delivery;
      const avoidedUntil = avoided.get(target);
      if (avoidedUntil !== undefined || clock.monotonic() > begunUntil) {
        left.push({ delivery, at: timestamp(Math.max(soon, avoidedUntil ?? soon)) });
        return false;
      }
      if (sending.size >= atOnce || sending.has(target)) return true;
      begin(delivery);
      return false;
    });
    await store.deliveries.giveBack(left);
    return queue.length < before;
  };

  try {
    while (!signal.aborted) {
      await claim();
      const proceeded = await proceed();
      if (sending.size > 0) await Promise.race(sending.values());
      else if (!proceeded) break;
    }
  } finally {
    await Promise.allSettled(sending.values());
  }
  const at = timestamp(clock.now());
  await store.deliveries.giveBack(queue.map(({ delivery }) => ({ delivery, at })));
}

/** Until when its target gets no other; `undefined` when it was taken, or was interrupted. */
async function sendOne(delivery: Delivery, deps: SendDeps, signal: AbortSignal): Promise<number | undefined> {
  const { store, clock, messenger, random, emit } = deps;
  const [at, began] = [timestamp(clock.now()), clock.monotonic()];
  const result = await messenger.send(delivery, signal);
  const taken = result.result === "taken";
  const now = clock.now();
  // It was interrupted, which says nothing about the target.
  if (signal.aborted && !taken) {
    await store.deliveries.giveBack([{ delivery, at: timestamp(now) }]);
    return undefined;
  }
  const attempt = toAttempt(result, at, clock.monotonic() - began);
  const { afterSeconds = 0 } = result.result === "later" ? result : {};
  const pause =
    result.result === "later" ? nextTry(delivery, now, { afterSeconds, random: random() }) : undefined;
  const next =
    pause === undefined
      ? ({ state: taken ? "DELIVERED" : "FAILED" } as const)
      : ({ state: "WAITING", at: timestamp(now + pause) } as const);
  await store.deliveries.settle(delivery.id, attempt, next);
  const settled = { ...delivery, state: next.state, attempts: [...delivery.attempts, attempt] };
  emit({ type: "delivery", at: now, delivery: settled, attempt });
  if (taken) return undefined;
  return (
    now + Math.min(pause ?? Number.POSITIVE_INFINITY, Math.max(avoidedMilliseconds, afterSeconds * 1000))
  );
}

export function toAttempt(result: SendResult, at: string, milliseconds: number): DeliveryAttempt {
  return {
    at,
    milliseconds: Math.round(milliseconds),
    ...(result.answer === undefined ? {} : { answer: result.answer }),
    ...(result.result === "taken" ? {} : { problem: result.problem }),
  };
}

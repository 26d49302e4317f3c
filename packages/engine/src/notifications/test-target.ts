import {
  type Delivery,
  type DeliveryAttempt,
  type Messenger,
  type NotificationSettings,
  type SendResult,
  timestamp,
} from "@mlx/core";
import type { RunDeps } from "../runs/run-deps.ts";
import { noSuchTarget } from "./errors.ts";
import { identityOf } from "./fill-outbox.ts";
import { writeDocument } from "./make-payload.ts";
import { toAttempt } from "./send-due.ts";

export interface TestDeps extends Pick<RunDeps, "store" | "clock" | "ids"> {
  readonly messenger: Messenger;
  readonly settings: { readonly notifications: NotificationSettings };
}

export interface TestedTarget {
  readonly delivery: Delivery;
  readonly attempt: DeliveryAttempt;
  readonly result: SendResult["result"];
}

/**
 * Sends one message that says that it is a test, at once and once; the outbox knows nothing of it. `text`:
 * a webhook's name or an e-mail address, also as `webhook/NAME` and `email/ADDRESS`. Failure: 3050.
 */
export async function testTarget(text: string, deps: TestDeps, signal: AbortSignal): Promise<TestedTarget> {
  const { store, clock, ids, messenger, settings } = deps;
  const target = toTarget(text, settings.notifications);
  const at = timestamp(clock.now());
  const event = eventFor(target, settings.notifications);
  const identity = identityOf(store.namespace);
  const delivery: Delivery = {
    id: ids.uuid(),
    event,
    target,
    subject: "test",
    payload: writeDocument(event, at, `This is a test of mlx (${store.namespace}): nothing has happened`, {
      ...identity,
      test: true,
    }),
    state: "WAITING",
    createdAt: at,
    attempts: [],
  };
  const began = clock.monotonic();
  const result = await messenger.send(delivery, signal);
  const attempt = toAttempt(result, at, clock.monotonic() - began);
  const state = result.result === "taken" ? "DELIVERED" : "FAILED";
  return { delivery: { ...delivery, state, attempts: [attempt] }, attempt, result: result.result };
}

function toTarget(text: string, { webhooks, smtp }: NotificationSettings): string {
  const name = text.replace(/^webhook\//, "");
  if (Object.hasOwn(webhooks, name)) return `webhook/${name}`;
  const address = text.replace(/^email\//, "");
  if (smtp !== undefined && /^[^\s@/]+@[^\s@]+$/.test(address)) return `email/${address}`;
  throw noSuchTarget(text, Object.keys(webhooks), smtp !== undefined);
}

/** One that the webhook expects. */
function eventFor(target: string, { webhooks }: NotificationSettings): Delivery["event"] {
  return webhooks[target.slice(target.indexOf("/") + 1)]?.events[0] ?? "run.failed";
}

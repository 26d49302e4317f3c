import {
  assertNever,
  formatModelVersion,
  type NewDelivery,
  type NotificationSettings,
  type NotificationSpec,
} from "@mlx/core";
import { v5 as uuidOf } from "uuid";
import { findReceivers } from "./find-receivers.ts";
import { makePayload, type ProjectIdentity } from "./make-payload.ts";
import type { News } from "./news.ts";

/** Makes the ids of deliveries from their keys, so that they are the same whoever makes them. */
const deliveryIds = "0b0f4a0e-6a53-4d4f-9b0a-5c8f5d9f7c11";

export interface DeliveryContext extends ProjectIdentity {
  readonly notifications: NotificationSettings;
  /** When they are put into the outbox. */
  readonly at: string;
}

/** One delivery for each of the news and each of those who are told of it; the same in, the same out. */
export function makeDeliveries(
  news: readonly News[],
  { notifications, at, ...identity }: DeliveryContext,
): readonly NewDelivery[] {
  return news.flatMap((item) => {
    const [subject, moment] = identify(item);
    const payload = makePayload(item, identity);
    return targetsOf(item, notifications).map((target): NewDelivery => {
      const key = `${item.told} ${subject} ${moment} ${target}`;
      const id = uuidOf(key, deliveryIds);
      return { key, id, event: item.told, target, subject, payload, createdAt: at };
    });
  });
}

function targetsOf(news: News, settings: NotificationSettings): readonly string[] {
  const notification = notificationOf(news);
  const { webhooks, emails } = findReceivers(news.told, notification, settings);
  return news.about === "tick" && news.isRepeated ? webhooks : [...webhooks, ...emails];
}

/** Models are declared without addresses: of them the webhooks of the project are told. */
function notificationOf(news: News): NotificationSpec | undefined {
  switch (news.about) {
    case "run":
      return news.run.spec.notification;
    case "tick":
      return news.notification;
    default:
      return undefined;
  }
}

/** What it is about, and which of the things that befall it. */
function identify(news: News): readonly [string, string] {
  switch (news.about) {
    case "run":
      return [`run/${news.run.id}`, news.event.seq.toString()];
    case "tick":
      return [news.tick.experiment, `${news.tick.scheduleId} ${news.tick.nominal}`];
    case "alias":
      return [`model/${news.move.model}`, news.move.seq.toString()];
    case "evaluation":
      return [formatModelVersion(news.evaluation), news.evaluation.id];
    case "service":
      return [news.endpoint.service, news.endpoint.since];
    default:
      return assertNever(news);
  }
}

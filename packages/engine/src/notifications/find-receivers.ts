import type { NotificationEvent, NotificationSettings, NotificationSpec } from "@mlx/core";

export interface Receivers {
  /** Targets `webhook/NAME`. */
  readonly webhooks: readonly string[];
  /** Targets `email/ADDRESS`. */
  readonly emails: readonly string[];
}

/**
 * Who is told of an event: the webhooks of the project that list it, of them those that the experiment
 * names where it names any, and the experiment's addresses for failures.
 */
export function findReceivers(
  event: NotificationEvent,
  notification: NotificationSpec | undefined,
  { webhooks }: NotificationSettings,
): Receivers {
  const named = notification?.webhooks;
  return {
    webhooks: Object.entries(webhooks)
      .filter(([name, { events }]) => events.includes(event) && (named?.includes(name) ?? true))
      .map(([name]) => `webhook/${name}`),
    emails: wantsEmail(event, notification)
      ? [...new Set(notification?.email ?? [])].map((address) => `email/${address}`)
      : [],
  };
}

function wantsEmail(event: NotificationEvent, notification: NotificationSpec | undefined): boolean {
  switch (event) {
    case "run.failed":
    case "schedule.failed":
      return notification?.emailOnFailure ?? false;
    case "run.retrying":
      return notification?.emailOnRetry ?? false;
    default:
      return false;
  }
}

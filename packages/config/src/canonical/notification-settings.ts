import type { NotificationSettings, SecretRef, SmtpSettings, WebhookSettings } from "@mlx/core";
import { secondsOr } from "../duration.ts";
import type { Notifications, Smtp, Webhook } from "../generated/language.ts";
import { canonicalSecret, mapSorted, sortedUnique } from "./common.ts";

/** The folder of the file in which a part of the settings stands, relative to the project. */
type FolderOf = (path: readonly string[]) => string;

const ports = { none: 25, starttls: 587, tls: 465 } as const;

export function canonicalNotifications(
  { webhooks, smtp }: NonNullable<Notifications>,
  folderOf: FolderOf,
): NotificationSettings {
  const secretAt =
    (...path: readonly string[]) =>
    (secret: SecretRef) =>
      canonicalSecret(secret, { folder: folderOf(["notifications", ...path]) });
  return {
    webhooks: mapSorted(webhooks, (webhook, name) =>
      canonicalWebhook(
        webhook,
        secretAt("webhooks", name, "url", "secret", "file"),
        secretAt("webhooks", name, "secret", "secret", "file"),
      ),
    ),
    ...(smtp === undefined
      ? {}
      : { smtp: canonicalSmtp(smtp, secretAt("smtp", "password", "secret", "file")) }),
  };
}

type ToSecret = (secret: SecretRef) => SecretRef;

function canonicalWebhook(
  { url, secret, events = ["run.failed", "schedule.failed"], allowPrivate = false, timeout }: Webhook,
  urlSecret: ToSecret,
  ownSecret: ToSecret,
): WebhookSettings {
  return {
    url: typeof url === "string" ? url : urlSecret(url),
    ...(secret === undefined ? {} : { secret: ownSecret(secret) }),
    events: sortedUnique(events),
    allowPrivate,
    timeoutSeconds: secondsOr(timeout, 10),
  };
}

function canonicalSmtp(
  { host, security = "starttls", port = ports[security], user, password, from, timeout }: Smtp,
  toSecret: ToSecret,
): SmtpSettings {
  return {
    host,
    port,
    security,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password: toSecret(password) }),
    from,
    timeoutSeconds: secondsOr(timeout, 30),
  };
}

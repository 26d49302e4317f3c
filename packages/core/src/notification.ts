import type { Digest, JsonObject } from "./json.ts";
import type { SecretRef } from "./secret.ts";

/** Who is told of an experiment's runs; the Sensei API's `template.notification`. */
export interface NotificationSpec {
  /** Addresses. */
  readonly email: readonly string[];
  /** When its first failed attempt is to be followed by another. */
  readonly emailOnRetry: boolean;
  readonly emailOnFailure: boolean;
  /** Names of the project's webhooks; absent: those of the project that take all experiments. */
  readonly webhooks?: readonly string[];
}

/** What is told; the `type` of a webhook's payload. */
export const notificationEvents = [
  "run.succeeded",
  "run.failed",
  "run.aborted",
  "run.retrying",
  "model.ready",
  "model.promoted",
  "model.rolled-back",
  "model.refused",
  "service.failed",
  "service.restored",
  "schedule.skipped",
  "schedule.failed",
] as const;
export type NotificationEvent = (typeof notificationEvents)[number];

/** `notifications` of a project. */
export interface NotificationSettings {
  readonly webhooks: { readonly [name: string]: WebhookSettings };
  readonly smtp?: SmtpSettings;
}

export interface WebhookSettings {
  readonly url: string | SecretRef;
  /** Signs each delivery (HMAC-SHA256, Standard Webhooks). */
  readonly secret?: SecretRef;
  readonly events: readonly NotificationEvent[];
  /** Also to loopback, private and link-local addresses. */
  readonly allowPrivate: boolean;
  readonly timeoutSeconds: number;
}

export interface SmtpSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls` and `tls` fail where the server cannot. */
  readonly security: "none" | "starttls" | "tls";
  readonly user?: string;
  readonly password?: SecretRef;
  readonly from: string;
  readonly timeoutSeconds: number;
}

/** One message to one target. It is in the outbox from the transaction that it tells of until it arrived. */
export interface Delivery {
  /** UUID; the receiver sees the same one each time that it is tried. */
  readonly id: string;
  readonly event: NotificationEvent;
  /** `webhook/ops` or `email/ann@example.org`. */
  readonly target: string;
  /** What it is about, e.g. `run/…` or `experiment/…`. */
  readonly subject: string;
  readonly payload: JsonObject;
  readonly state: "WAITING" | "DELIVERED" | "FAILED";
  readonly createdAt: string;
  readonly nextAttemptAt?: string;
  /** Oldest first. */
  readonly attempts: readonly DeliveryAttempt[];
}

export interface DeliveryAttempt {
  readonly at: string;
  readonly milliseconds: number;
  /** What the receiver answered: an HTTP status, an SMTP reply. */
  readonly answer?: string;
  /** Absent: it was taken. */
  readonly problem?: string;
}

export interface NewDelivery extends Omit<Delivery, "state" | "attempts" | "nextAttemptAt"> {
  /** Equal keys are one delivery: what is told of is told to a target once. */
  readonly key: Digest | string;
}

/** What came of sending: taken, to be tried again, or given up. */
export type SendResult =
  | { readonly result: "taken"; readonly answer: string }
  | {
      readonly result: "later";
      readonly problem: string;
      readonly answer?: string;
      readonly afterSeconds?: number;
    }
  | { readonly result: "refused"; readonly problem: string; readonly answer?: string };

/** Sends to the targets of a project. Adapter: `@mlx/notify`. It never rejects. */
export interface Messenger {
  send(delivery: Delivery, signal: AbortSignal): Promise<SendResult>;
}

/** What an experiment says of its runs beside retries; `undefined` where it says nothing new. */
import { canonicalJson, defaultRunTimeouts, type NotificationSpec, type RunTimeouts } from "@mlx/core";
import { secondsOr } from "../duration.ts";
import type { Notification, Timeouts } from "../generated/language.ts";
import { sortedUnique } from "./common.ts";

/** What a stall leads to is nothing without a limit for it. */
export function canonicalTimeouts(written: Timeouts = {}): RunTimeouts | undefined {
  const queueSeconds = secondsOr(written.queue, undefined);
  const stallSeconds = secondsOr(written.stall, undefined);
  const timeouts: RunTimeouts = {
    ...(queueSeconds === undefined ? {} : { queueSeconds }),
    prepareSeconds: secondsOr(written.prepare, defaultRunTimeouts.prepareSeconds),
    startSeconds: secondsOr(written.start, defaultRunTimeouts.startSeconds),
    publishSeconds: secondsOr(written.publish, defaultRunTimeouts.publishSeconds),
    ...(stallSeconds === undefined
      ? { onStall: defaultRunTimeouts.onStall }
      : { stallSeconds, onStall: written.onStall ?? defaultRunTimeouts.onStall }),
  };
  return canonicalJson(timeouts) === canonicalJson(defaultRunTimeouts) ? undefined : timeouts;
}

/** When e-mail is sent is nothing without addresses. */
export function canonicalNotification(written: Notification = {}): NotificationSpec | undefined {
  const { emailOnRetry = false, emailOnFailure = true, webhooks } = written;
  const email = sortedUnique([written.email ?? []].flat().map((address) => address.trim()));
  if (email.length === 0 && webhooks === undefined) return undefined;
  return {
    email,
    emailOnRetry: emailOnRetry && email.length > 0,
    emailOnFailure: emailOnFailure && email.length > 0,
    ...(webhooks === undefined ? {} : { webhooks: sortedUnique(webhooks) }),
  };
}

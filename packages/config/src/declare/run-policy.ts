/** What an experiment says of its runs, and what starts them. */
import {
  defaultRetryPolicy,
  defaultRunTimeouts,
  type JsonObject,
  type NotificationSpec,
  type RetryPolicy,
  type RunTimeouts,
  type ScheduleSpec,
} from "@mlx/core";
import { canonicalSchedule } from "../canonical/schedule.ts";
import { writeDuration } from "./duration.ts";
import { fieldsOf, unless, unlessEmpty } from "./fields.ts";

/** A duration, unless it is what holds anyway. */
export function durationUnless(seconds: number, byDefault: number): string | number | undefined {
  return seconds === byDefault ? undefined : writeDuration(seconds);
}

export function declareRetry(policy: RetryPolicy): JsonObject {
  const { max, infraMax, backoff, on, exitCodes, memoryFactor } = policy;
  const fallback = defaultRetryPolicy;
  return fieldsOf({
    max: unless(max, fallback.max),
    infraMax: unless(infraMax, fallback.infraMax),
    backoff: unlessEmpty(
      fieldsOf({
        initial: durationUnless(backoff.initialSeconds, fallback.backoff.initialSeconds),
        factor: unless(backoff.factor, fallback.backoff.factor),
        max: durationUnless(backoff.maxSeconds, fallback.backoff.maxSeconds),
        jitter: unless(backoff.jitter, fallback.backoff.jitter),
      }),
    ),
    on: unless([...on], [...fallback.on]),
    exitCodes: unlessEmpty(
      fieldsOf({
        retry: unless([...exitCodes.retry], [...fallback.exitCodes.retry])?.map(declareExitCodes),
        fail: unless([...exitCodes.fail], [...fallback.exitCodes.fail])?.map(declareExitCodes),
      }),
    ),
    memoryFactor: unless(memoryFactor, fallback.memoryFactor),
  });
}

/** One code as a number, a range as a text. */
function declareExitCodes(text: string): string | number {
  return text.includes("-") ? text : Number(text);
}

export function declareTimeouts(timeouts: RunTimeouts): JsonObject {
  const { queueSeconds, prepareSeconds, startSeconds, publishSeconds, stallSeconds, onStall } = timeouts;
  const fallback = defaultRunTimeouts;
  return fieldsOf({
    queue: queueSeconds === undefined ? undefined : writeDuration(queueSeconds),
    prepare: durationUnless(prepareSeconds, fallback.prepareSeconds),
    start: durationUnless(startSeconds, fallback.startSeconds),
    publish: durationUnless(publishSeconds, fallback.publishSeconds),
    stall: stallSeconds === undefined ? undefined : writeDuration(stallSeconds),
    onStall: unless(onStall, fallback.onStall),
  });
}

/** Without addresses it does not matter when e-mail would be sent. */
export function declareNotification(spec: NotificationSpec): JsonObject {
  const { email, emailOnRetry, emailOnFailure, webhooks } = spec;
  const [first, ...others] = email;
  return fieldsOf({
    email: first === undefined || others.length > 0 ? unlessEmpty([...email]) : first,
    emailOnRetry: email.length === 0 ? undefined : unless(emailOnRetry, false),
    emailOnFailure: email.length === 0 ? undefined : unless(emailOnFailure, true),
    webhooks: webhooks === undefined ? undefined : [...webhooks],
  });
}

export function declareSchedule(spec: ScheduleSpec): JsonObject {
  const { cron, startTime, endTime, startingDeadlineSeconds, jitterSeconds, dst, ...others } = spec;
  const fallback = canonicalSchedule({ cron: "" });
  const [first = "", ...more] = cron;
  return fieldsOf({
    cron: more.length === 0 ? first : [...cron],
    timezone: unless(others.timezone, fallback.timezone),
    startTime,
    endTime,
    catchUp: unless(others.catchUp, fallback.catchUp),
    catchUpLimit: unless(others.catchUpLimit, fallback.catchUpLimit),
    startingDeadline:
      startingDeadlineSeconds === undefined ? undefined : writeDuration(startingDeadlineSeconds),
    concurrency: unless(others.concurrency, fallback.concurrency),
    maxConcurrent: unless(others.maxConcurrent, fallback.maxConcurrent),
    queueLimit: unless(others.queueLimit, fallback.queueLimit),
    dst: unlessEmpty(
      fieldsOf({
        gap: unless(dst.gap, fallback.dst.gap),
        overlap: unless(dst.overlap, fallback.dst.overlap),
      }),
    ),
    jitter: durationUnless(jitterSeconds, fallback.jitterSeconds),
    suspend: unless(others.suspend, fallback.suspend),
  });
}

import {
  assertNever,
  formatModelVersion,
  type Json,
  type JsonObject,
  type NotificationEvent,
} from "@mlx/core";
import type { AliasNews, News, RefusalNews, RunNews, ServiceNews, TickNews } from "./news.ts";
import { problemOf } from "./watch-services.ts";

export interface ProjectIdentity {
  readonly project: string;
  readonly environment?: string;
}

/**
 * What a webhook gets, and what an e-mail is written from: `docs/notifications.md` tells its shape, which
 * only ever gains fields while `version` is 1.
 */
export function makePayload(news: News, identity: ProjectIdentity): JsonObject {
  const { told } = news;
  const where =
    identity.environment === undefined ? identity.project : `${identity.project}/${identity.environment}`;
  switch (news.about) {
    case "run":
      return writeDocument(told, news.event.at, textOfRun(news, where), {
        ...identity,
        run: describeRun(news),
      });
    case "tick":
      return writeDocument(told, news.tick.evaluatedAt, textOfTick(news, where), {
        ...identity,
        tick: describeTick(news),
      });
    case "alias":
      return writeDocument(told, news.move.at, textOfMove(news, where), {
        ...identity,
        promotion: describeMove(news),
      });
    case "evaluation":
      return writeDocument(told, news.evaluation.at, textOfRefusal(news, where), {
        ...identity,
        evaluation: describeRefusal(news),
      });
    case "service":
      return writeDocument(told, news.endpoint.updatedAt, textOfService(news, where), {
        ...identity,
        service: describeService(news),
      });
    default:
      return assertNever(news);
  }
}

/** `text` is one line for people, which chat services show as it is. */
export function writeDocument(
  type: NotificationEvent,
  at: string,
  text: string,
  data: { readonly [name: string]: Json | undefined },
): JsonObject {
  return { version: 1, type, timestamp: at, text, data: omitAbsent(data) };
}

function describeRun({ event, run, attempt, model, lastLines }: RunNews): JsonObject {
  const { data = {}, to, reason, at } = event;
  return omitAbsent({
    id: run.id,
    task: run.task,
    trigger: run.trigger,
    instance: run.instance,
    experiment: run.experiment,
    state: to,
    reason,
    message: data.message,
    attempt,
    createdAt: run.createdAt,
    startedAt: run.startedAt,
    endedAt: to === "RETRY" ? undefined : at,
    nextAttemptAt: data.nextAttemptAt,
    scheduledAt: run.scheduledAt,
    window: run.window === undefined ? undefined : { start: run.window.start, end: run.window.end },
    rerunOf: run.rerunOf,
    backfill: run.backfill,
    model,
    lastLines: lastLines.length === 0 ? undefined : lastLines,
  });
}

function describeTick({ tick }: TickNews): JsonObject {
  const { experiment, outcome, nominal, range, message } = tick;
  return omitAbsent({ experiment, outcome, nominal, until: range?.until, count: range?.count, message });
}

function textOfRun({ told, event, run, model }: RunNews, where: string): string {
  const message = event.data?.message;
  const [line = ""] = typeof message === "string" ? message.split("\n") : [];
  const why = [event.reason, line].filter((part) => part !== undefined && part !== "").join(": ");
  const who = `${run.experiment ?? run.instance} (${where}, run ${run.id.slice(0, 8)})`;
  switch (told) {
    case "run.succeeded":
      return `${who} has succeeded${line === "" ? "" : `: ${line}`}`;
    case "model.ready":
      return `${who} made ${model ?? "a model"}`;
    case "run.retrying":
      return `${who} failed and is tried again: ${why}`;
    case "run.aborted":
      return `${who} was aborted: ${why}`;
    default:
      return `${who} failed: ${why}`;
  }
}

function textOfTick({ told, tick }: TickNews, where: string): string {
  const { experiment, nominal, range, outcome, message = outcome } = tick;
  const times = range === undefined ? nominal : `${range.count} times from ${nominal} to ${range.until}`;
  const what = told === "schedule.failed" ? "could not be started" : "was skipped";
  return `${experiment} (${where}) ${what} for ${times}: ${message}`;
}

function describeMove({ move }: AliasNews): JsonObject {
  const { model, alias, from, to, kind, actor, reason, evaluation } = move;
  return omitAbsent({
    ...{ model, alias, from: versionOf(model, from), to: versionOf(model, to), how: kind },
    ...{ by: actor, reason, evaluation },
  });
}

function describeRefusal({ evaluation }: RefusalNews): JsonObject {
  const { id, model, policy, against, results } = evaluation;
  return omitAbsent({
    ...{ id, model, version: formatModelVersion(evaluation), alias: policy.alias },
    against: versionOf(model, against),
    gates: results.map(({ gate, verdict, detail }) => ({ type: gate.type, verdict, detail })),
  });
}

function describeService({ endpoint }: ServiceNews): JsonObject {
  const { service, url, status, replicas, deaths, since } = endpoint;
  return omitAbsent({
    ...{ service, url, state: status.state },
    serving: "serving" in status ? status.serving : undefined,
    next: "next" in status ? status.next : undefined,
    message: problemOf(endpoint),
    retryAt: "retryAt" in status ? status.retryAt : undefined,
    replicas: { wanted: replicas.wanted, ready: replicas.ready },
    ...{ deaths, since },
  });
}

function versionOf(model: string, version: number | undefined): string | undefined {
  return version === undefined ? undefined : formatModelVersion({ model, version });
}

function textOfMove({ told, move }: AliasNews, where: string): string {
  const { model, alias, from, to, actor, reason } = move;
  const why = reason === undefined ? "" : `: ${reason}`;
  return told === "model.rolled-back"
    ? `${alias} of model/${model} (${where}) was rolled back from v${from} to v${to} by ${actor}${why}`
    : `model/${model}@v${to} (${where}) is ${alias} now${from === undefined ? "" : `, in place of v${from}`}, by ${actor}${why}`;
}

function textOfRefusal({ evaluation }: RefusalNews, where: string): string {
  const failed = evaluation.results.filter(({ verdict }) => verdict === "failed");
  const why = failed.map(({ detail }) => detail).join("; ");
  return `${formatModelVersion(evaluation)} (${where}) does not become ${evaluation.policy.alias}: ${why}`;
}

function textOfService({ told, endpoint }: ServiceNews, where: string): string {
  const { service, status } = endpoint;
  const serving = "serving" in status ? status.serving : undefined;
  if (told === "service.restored") return `${service} (${where}) serves ${serving ?? "again"} as it should`;
  const [line = ""] = (problemOf(endpoint) ?? "").split("\n");
  const what = serving === undefined ? "serves nothing" : `serves ${serving} still`;
  return `${service} (${where}) ${what}: ${line}`;
}

function omitAbsent(fields: { readonly [name: string]: Json | undefined }): JsonObject {
  const entries: [string, Json][] = [];
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) entries.push([name, value]);
  return Object.fromEntries(entries);
}

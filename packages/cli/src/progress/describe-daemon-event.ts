import {
  assertNever,
  type Collected,
  describeDegraded,
  type EndpointStatus,
  type EngineEvent,
  type Run,
  type RunStatus,
  type Tick,
  timestamp,
} from "@mlx/core";
import type { Verbosity } from "../view-options.ts";
import { count, formatBytes, formatDuration } from "../views/format.ts";
import { toLogText, toPlainText } from "../views/layout.ts";
import { shortId } from "../views/names.ts";
import { describeRunEvent } from "./describe-event.ts";

/** One event of a daemon as a line of plain text; `undefined` for those that have none, or are left out. */
export function describeDaemonEvent(event: EngineEvent, verbosity: Verbosity): string | undefined {
  const verbose = verbosity === "verbose";
  switch (event.type) {
    case "daemon-state":
      return describeState(event);
    case "clock-jump": {
      const by = formatDuration(Math.abs(event.milliseconds));
      return `the clock jumped ${event.milliseconds < 0 ? "back" : "forward"} by ${by}; schedules go on by its new time`;
    }
    case "schedules-ahead": {
      const named = event.schedules
        .slice(0, 5)
        .map(({ experiment, until }) => `${experiment} before ${until}`);
      const more = event.schedules.length - named.length;
      const all = [...named, ...(more === 0 ? [] : [`${more} more`])].join(", ");
      return `warning: nothing fires of ${all}: a clock that was ahead decided the times until then; \`mlx schedules\` says what to do`;
    }
    case "schedule-tick":
      return describeTick(event.tick, verbose);
    case "run-created":
      // Its tick has told of it.
      return event.run.trigger === "schedule" ? undefined : `${describeRunOf(event.run)} is queued`;
    case "run-suspect":
      return `${describeRunOf(event.run)}: its worker is silent; it counts as lost when it stays so`;
    case "run-status":
      return verbose || isNews(event.status) ? describeStatusOf(event.run, event) : undefined;
    case "run-log":
      return verbose ? `${shortId(event.runId)} | ${toLogText(event.line.text)}` : undefined;
    case "run-warning":
    case "model-published":
    case "output-published":
      return `run ${shortId(event.runId)}: ${describeRunEvent(event)}`;
    case "model-judged":
    case "alias-moved":
      return describeRunEvent(event);
    case "run-recovered":
      return `${describeRunOf(event.run)}: ${recoveries[event.how]}`;
    case "run-not-recovered":
      return `${describeRunOf(event.run)} could not be worked on: ${toPlainText(event.message)}`;
    case "delivery": {
      const { delivery, attempt } = event;
      const what = `${delivery.event} of ${shortSubject(delivery.subject)} to ${delivery.target}`;
      if (attempt.problem === undefined) return verbose ? `delivered ${what}` : undefined;
      return `not delivered, ${what}: ${toPlainText(attempt.problem)}`;
    }
    case "endpoint":
      return describeEndpoint(event);
    case "collected":
      return describeCollected(event.collected, verbose);
    case "duty-failed":
      return `warning: ${event.duty} fails, and is tried again: ${toPlainText(event.message)}`;
    case "duty-restored":
      return `${event.duty} works again`;
    default:
      return undefined;
  }
}

/** What became of the serving of a service: switches, deaths, and what does not come up. */
function describeEndpoint({
  endpoint,
  before,
}: Extract<EngineEvent, { readonly type: "endpoint" }>): string | undefined {
  const { service, status, deaths } = endpoint;
  const died = deaths - (before?.deaths ?? 0);
  const parts = [
    ...(died > 0 ? [`${count(died, "replica")} died`] : []),
    ...(isSameStatus(status, before?.status) ? [] : [describeServing(status, before?.status)]),
  ];
  return parts.length === 0 ? undefined : `${service}: ${toPlainText(parts.join("; "))}`;
}

/** But for when it is tried again. */
function isSameStatus(status: EndpointStatus, before: EndpointStatus | undefined): boolean {
  const stable = (it: EndpointStatus) => JSON.stringify({ ...it, retryAt: undefined });
  return before !== undefined && stable(status) === stable(before);
}

function describeServing(status: EndpointStatus, before: EndpointStatus | undefined): string {
  switch (status.state) {
    case "WAITING":
      return `waits: ${status.message}`;
    case "STARTING":
      return `${status.next} comes up`;
    case "READY":
      return `serves with ${status.serving}`;
    case "SWITCHING":
      return status.serving === status.next
        ? `its changed program or settings come up, ${status.serving} answers meanwhile`
        : `${status.next} comes up, ${status.serving} answers meanwhile`;
    case "DEGRADED": {
      // What served before comes back to serve only where the new one was taken back.
      const wasThere = before !== undefined && "serving" in before && before.serving === status.serving;
      const what = wasThere
        ? describeDegraded(status)
        : `${status.lacks === undefined ? status.next : "what was changed"} is taken back, and ${status.serving} serves again`;
      return `${what}: ${status.message}`;
    }
    case "FAILED":
      return `nothing answers its requests, ${status.next} does not come up: ${status.message}`;
    case "STOPPED":
      return "serves no more";
    default:
      return assertNever(status);
  }
}

const recoveries = {
  adopted: "its program still runs, and is watched from here",
  finalised: "its program had ended; its result was taken from what is on disk",
  requeued: "its mlx died before the program was started; it is queued again",
  retried: "its attempt had failed; the next one follows",
};

function describeState({
  state,
  running,
}: Extract<EngineEvent, { readonly type: "daemon-state" }>): string | undefined {
  switch (state) {
    case "starting":
      return undefined;
    case "up":
      return running === 0 ? "up" : `up; ${count(running, "run")} under way`;
    case "draining":
      return `draining: nothing new starts${running === 0 ? "" : `, ${count(running, "run")} under way`}`;
    case "stopping":
      return `stopping${running === 0 ? "" : `: ${count(running, "run")} left to the next daemon`}`;
    case "down":
      return "down";
  }
}

/** `experiment/x: 111 times from … to … COALESCED`. */
function describeTick(tick: Tick, verbose: boolean): string | undefined {
  const { experiment, nominal, outcome, range, message, runId } = tick;
  if (outcome === "FIRED")
    return `${experiment} fired for ${nominal}${runId === undefined ? "" : `: run ${shortId(runId)}`}`;
  if (outcome === "SKIPPED_DST" && !verbose) return undefined;
  const times =
    range === undefined ? nominal : `${count(range.count, "time")} from ${nominal} to ${range.until}`;
  return `${experiment} ${outcome} ${times}${message === undefined ? "" : `: ${toPlainText(message)}`}`;
}

/** The start and the end of an attempt, and nothing in between. */
function isNews(status: RunStatus): boolean {
  return status.state !== "RUNNING" || status.phase === "PREPARING";
}

function describeStatusOf(
  run: Run,
  event: Extract<EngineEvent, { readonly type: "run-status" }>,
): string | undefined {
  const line = describeRunEvent(event);
  return line?.replace(/^run [0-9a-f]+/, describeRunOf(run));
}

function describeRunOf({ id, task, experiment, instance }: Run): string {
  return `run ${shortId(id)} (${task} of ${experiment ?? instance})`;
}

function shortSubject(subject: string): string {
  return subject.replace(/^run\/([0-9a-f]{8})[0-9a-f-]+$/, "run $1");
}

function describeCollected({ parts, problems }: Collected, verbose: boolean): string | undefined {
  const gone = parts
    .filter(({ count: number }) => number > 0)
    .map(({ kind, count: number, bytes }) => {
      const size = bytes === undefined ? "" : ` (${formatBytes(bytes)})`;
      return `${number} ${kind}${size}`;
    });
  if (gone.length === 0 && problems.length === 0) return verbose ? "nothing to collect" : undefined;
  return [
    ...(gone.length === 0 ? [] : [`collected ${gone.join(", ")}`]),
    ...problems.map((problem) => `not collected: ${toPlainText(problem)}`),
  ].join("; ");
}

/** When an event happened, RFC 3339; `undefined` where it does not say. */
export function timeOfEvent(event: EngineEvent): string | undefined {
  if ("at" in event) return timestamp(event.at);
  return event.type === "run-log" ? timestamp(event.line.at) : undefined;
}

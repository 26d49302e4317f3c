import { isTerminal, type Run, type RunEvent, type RunPhase, type RunRecord, type RunState } from "@mlx/core";
import { attemptAttributes, runAttributes, type SpanAttributes } from "./span-attributes.ts";
import { spanIdOf, traceIdOf } from "./span-ids.ts";

/** A span, as plain data; times in milliseconds since 1970. */
export interface RunSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentId?: string;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly attributes: SpanAttributes;
  readonly error?: { readonly type: string; readonly message: string };
  /** Other spans that it continues. */
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

const phaseNames: { readonly [phase in RunPhase]: string } = {
  PREPARING: "prepare",
  PULLING: "pull",
  STARTING: "start",
  EXECUTING: "execute",
  PUBLISHING: "publish",
  STOPPING: "stop",
};

/**
 * A run that has ended, as spans: the run, below it its waits and attempts, below those their phases, the
 * root first. All of it comes of the store, so that nothing is missing after a restart of the daemon. Of a
 * run that a person reopened, what came since: a span of its own in the same trace.
 */
export function runSpans(
  { run, attempts, model }: RunRecord,
  events: readonly RunEvent[],
): readonly RunSpan[] {
  const { stretches, start, end } = readStretches(run, events);
  const span = spanMaker(run);
  const root = span(rootPart(run), undefined, {
    name: `${run.task} ${run.experiment ?? run.instance}`,
    start,
    end,
    attributes: runAttributes(run, model),
    ...errorOf(run),
    links: linksOf(run),
  });
  const waits = stretches
    .filter(({ name }) => name === "queue" || name === "backoff")
    .map((wait) => span(`wait ${wait.start}`, root, { ...wait, attributes: {} }));
  const numbers = [...new Set(stretches.flatMap(({ attempt }) => (attempt === undefined ? [] : [attempt])))];
  const ofAttempts = numbers.flatMap((number) => {
    const phases = stretches.filter(({ attempt }) => attempt === number);
    const attempt = attempts.find((candidate) => candidate.number === number);
    const outcome = attempt?.outcome;
    const own = span(`attempt ${number}`, root, {
      name: "attempt",
      start: Math.min(...phases.map((phase) => phase.start)),
      end: Math.max(...phases.map((phase) => phase.end)),
      attributes: {
        "mlx.attempt.number": number,
        ...(attempt === undefined ? {} : attemptAttributes(attempt)),
      },
      ...(outcome === undefined || /^OK|CACHED/.test(outcome.reason)
        ? {}
        : { error: { type: outcome.reason, message: outcome.message ?? outcome.reason } }),
    });
    return [
      own,
      ...phases.map((phase) => span(`phase ${phase.start} ${phase.name}`, own, { ...phase, attributes: {} })),
    ];
  });
  return [root, ...waits, ...ofAttempts];
}

function rootPart({ forgivenAttempts }: Pick<Run, "forgivenAttempts">): string {
  return `run ${forgivenAttempts}`;
}

function linksOf({ rerunOf, id, forgivenAttempts }: Run): RunSpan["links"] {
  const first = rootPart({ forgivenAttempts: 0 });
  if (forgivenAttempts > 0) return [{ traceId: traceIdOf(id), spanId: spanIdOf(id, first) }];
  return rerunOf === undefined ? [] : [{ traceId: traceIdOf(rerunOf), spanId: spanIdOf(rerunOf, first) }];
}

function errorOf({ status }: Run): Pick<RunSpan, "error"> {
  if (status.state !== "FAILED" && status.state !== "ABORTED") return {};
  return { error: { type: status.reason, message: status.message ?? status.reason } };
}

type SpanFields = Omit<RunSpan, "traceId" | "spanId" | "parentId" | "links"> &
  Partial<Pick<RunSpan, "links">>;

function spanMaker({ id }: Run) {
  const traceId = traceIdOf(id);
  return (part: string, parent: RunSpan | undefined, fields: SpanFields): RunSpan => ({
    traceId,
    spanId: spanIdOf(id, part),
    ...(parent === undefined ? {} : { parentId: parent.spanId }),
    links: [],
    ...pick(fields),
  });
}

/** A stretch has more than a span takes. */
function pick({ name, start, end, attributes, error, links }: SpanFields): SpanFields {
  return {
    ...{ name, start, end, attributes },
    ...(error === undefined ? {} : { error }),
    ...(links === undefined ? {} : { links }),
  };
}

/** A time in which nothing of the run's status changed. */
interface Stretch {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** Of a phase: its attempt. */
  readonly attempt?: number;
}

/** What the events of a run, since it was reopened last, say of its time. */
function readStretches(run: Run, events: readonly RunEvent[]) {
  const reopened = events.findLastIndex(({ type }) => type === "reopened");
  const told = events.slice(Math.max(0, reopened));
  const start = Date.parse(told[0]?.at ?? run.createdAt);
  const stretches: Stretch[] = [];
  let attempt = run.forgivenAttempts + 1;
  let current: Omit<Stretch, "end"> | undefined;
  let end = start;
  for (const event of told) {
    const at = Date.parse(event.at);
    end = Math.max(end, at);
    const to = event.type === "created" ? "PENDING" : event.to;
    if (to === undefined) continue;
    const name = nameOf(to, event);
    if (name === current?.name) continue;
    if (current !== undefined) stretches.push({ ...current, end: at });
    // Only the end of an attempt leads out of RUNNING, but for one that had not begun.
    if (event.from === "RUNNING" && (to === "RETRY" || isTerminal(to))) attempt += 1;
    current = name === undefined ? undefined : { name, start: at, ...(to === "RUNNING" ? { attempt } : {}) };
  }
  if (current !== undefined && end > current.start) stretches.push({ ...current, end });
  return { stretches, start, end };
}

function nameOf(state: RunState, { data }: RunEvent): string | undefined {
  switch (state) {
    case "PENDING":
      return "queue";
    case "RETRY":
      return "backoff";
    case "RUNNING": {
      const phase = data?.phase;
      return typeof phase === "string" && isPhase(phase) ? phaseNames[phase] : "prepare";
    }
    default:
      return undefined;
  }
}

function isPhase(text: string): text is RunPhase {
  return text in phaseNames;
}

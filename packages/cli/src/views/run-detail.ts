import {
  type Attempt,
  formatPinnedImage,
  isSecretRef,
  loadedModel,
  type MetricSummary,
  type Parameters,
  type Run,
  type RunEvent,
  type RunRecord,
  type RunStatus,
  stepsOf,
} from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderFacts } from "./facts.ts";
import {
  count,
  formatBytes,
  formatDuration,
  formatMoment,
  formatNumber,
  formatTime,
  formatValue,
} from "./format.ts";
import { indent, toPlainLines, toPlainText } from "./layout.ts";
import { shortDigest } from "./names.ts";
import { describeRemedy, neverMetOf } from "./never-met.ts";
import { highlight } from "./prose.ts";
import { describeStatus, elapsedOf, paintStatus, waitOf } from "./run-status.ts";
import { describeWindows, renderSteps } from "./run-steps.ts";
import { utcTime } from "./schedules.ts";
import { renderTable } from "./table.ts";

/** One run with all that belongs to it; its history with `-v`. */
export function renderRun(record: RunRecord, events: readonly RunEvent[], view: ViewOptions): string {
  const { run, metrics, outputs, model, attempts } = record;
  const { colours, now, verbosity } = view;
  const status = paintStatus(describeStatus(run.status), run.status, colours);
  if (verbosity === "quiet") return `run/${run.id}  ${status}`;
  const verbose = verbosity === "verbose";
  const never = neverMetOf(run);
  const facts = renderFacts(
    [
      ["state", status],
      ["message", messageOf(run.status)],
      ["waits for", waitOf(run, now).replace(/^[A-Z_]+ ?/, "")],
      ["to start it", never === undefined ? undefined : highlight(describeRemedy(never), view)],
      ["worker", run.suspectSince === undefined ? undefined : describeSuspect(run.suspectSince, view)],
      ["task", run.task],
      ["experiment", run.experiment],
      ["instance", run.instance],
      ["recipe", run.spec.recipe],
      ["image", run.spec.image === undefined ? undefined : formatPinnedImage(run.spec.image)],
      ["parameters", parametersOf(run)],
      [
        "inputs",
        stepsOf(run)
          .flatMap(({ task, spec }) =>
            Object.entries(spec.inputs).map(
              ([channel, { dataset }]) =>
                `${run.chain === undefined ? "" : `${task}/`}${channel}: ${dataset}`,
            ),
          )
          .join(", "),
      ],
      ["windows", describeWindows(record)],
      ["trigger", describeTrigger(run)],
      ["scheduled for", run.scheduledAt === undefined ? undefined : describeScheduled(run, view)],
      ["window", run.window === undefined ? undefined : describeWindow(run.window)],
      ["priority", run.priority === undefined ? undefined : String(run.priority)],
      ["slots", describeSlots(run.slots)],
      ["scored with", loadedModel(record)],
      ["created", formatMoment(run.createdAt, view)],
      ["started", run.startedAt === undefined ? undefined : formatMoment(run.startedAt, view)],
      ["ended", run.endedAt === undefined ? undefined : formatMoment(run.endedAt, view)],
      ["took", elapsedOf(run, now)],
      ["model", model === undefined ? undefined : colours.bold(model)],
      ["Spark events", attempts.at(-1)?.eventLog],
    ],
    colours,
  );
  const sections = [
    [colours.bold(`run/${run.id}`), ...facts].join("\n"),
    renderSteps(record, view),
    metrics.length === 0 ? "" : `${colours.bold("Metrics")}\n${renderMetrics(metrics, view)}`,
    outputs.length === 0
      ? ""
      : [
          colours.bold("Outputs"),
          ...outputs.map(
            ({ channel, path, artifact }) =>
              `  ${channel}: ${path} ${colours.dim(`(${count(artifact.files, "file")}, ${formatBytes(artifact.size)})`)}`,
          ),
        ].join("\n"),
    attempts.length > Math.max(1, run.chain?.length ?? 1) || verbose ? renderAttempts(record, view) : "",
    verbose && events.length > 0 ? renderTimeline(events, view) : "",
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

/** Of a run that nobody started by hand. */
function describeTrigger({ trigger, rerunOf, exact, backfill }: Run): string | undefined {
  if (exact !== undefined) return `exact rerun of run/${exact.of}`;
  if (rerunOf !== undefined) return `rerun of run/${rerunOf}`;
  if (backfill !== undefined) return `backfill ${backfill}`;
  return trigger === "manual" ? undefined : trigger;
}

/** With how late it was made, where that is more than a second. */
function describeScheduled({ scheduledAt = "", createdAt, trigger }: Run, view: ViewOptions): string {
  const late = Date.parse(createdAt) - Date.parse(scheduledAt);
  const tail = trigger === "schedule" && late > 1000 ? `, made ${formatDuration(late)} late` : "";
  return `${formatMoment(scheduledAt, view)}${tail}`;
}

function describeWindow({ start, end }: NonNullable<Run["window"]>): string {
  return `after ${utcTime(start)} until ${utcTime(end)} (UTC)`;
}

/** Left out for the one processor that a run holds where it says nothing. */
function describeSlots(slots: Run["slots"] = {}): string | undefined {
  const held = Object.entries(slots).map(([name, amount]) => `${name} ${formatNumber(amount)}`);
  return held.length === 0 || held.join() === "cpus 1" ? undefined : held.join(", ");
}

function describeSuspect(since: string, view: ViewOptions): string {
  return view.colours.yellow(`silent since ${formatMoment(since, view)}; it counts as lost when it stays so`);
}

function messageOf(status: RunStatus): string | undefined {
  // What a run waits for stands by itself.
  if (status.state === "PENDING") return undefined;
  return "message" in status ? toPlainLines(status.message ?? "").join("\n") : undefined;
}

/** Of a chain a line for each step that has some. */
function parametersOf({ chain, spec }: Run): string {
  return chain === undefined
    ? renderParameters(spec.parameters)
    : renderStepParameters(chain.map((step) => ({ task: step.task, parameters: step.spec.parameters })));
}

/** `train: depth=3`, for each step that has some. */
export function renderStepParameters(
  steps: readonly { readonly task: string; readonly parameters: Parameters }[],
): string {
  return steps
    .filter(({ parameters }) => Object.keys(parameters).length > 0)
    .map(({ task, parameters }) => `${task}: ${renderParameters(parameters)}`)
    .join("\n");
}

/** `learning_rate=0.1 n_estimators=200`; a secret shows as its reference. */
export function renderParameters(parameters: Parameters): string {
  return Object.entries(parameters)
    .map(([name, value]) => {
      if (!isSecretRef(value)) return `${name}=${formatValue(value)}`;
      const [source] = Object.entries(value.secret);
      return `${name}=secret(${source?.join(" ")})`;
    })
    .join(" ");
}

function renderMetrics(metrics: readonly MetricSummary[], view: ViewOptions): string {
  const { colours, width } = view;
  const ofSeveral = (value: (row: MetricSummary) => number) => (row: MetricSummary) =>
    row.count > 1 ? formatNumber(value(row)) : "";
  return indent(
    renderTable<MetricSummary>(
      [
        { header: "NAME", value: ({ name }) => name, least: 12 },
        { header: "LAST", value: ({ last }) => formatNumber(last), align: "right" },
        { header: "MIN", value: ofSeveral(({ min }) => min), align: "right", optional: 2 },
        { header: "MAX", value: ofSeveral(({ max }) => max), align: "right", optional: 3 },
        { header: "POINTS", value: ofSeveral((row) => row.count), align: "right", optional: 1 },
      ],
      metrics,
      { width: width - 2, colours },
    ).split("\n"),
    "  ",
  ).join("\n");
}

function renderAttempts({ run, attempts }: RunRecord, view: ViewOptions): string {
  if (attempts.length === 0) return "";
  const { colours } = view;
  const lines = attempts.map((attempt) => {
    const task = attempt.step === undefined ? undefined : run.chain?.[attempt.step]?.task;
    return `  ${describeAttempt(attempt, task, view)}`;
  });
  return [colours.bold("Attempts"), ...lines].join("\n");
}

/** `task`: of a chain. */
function describeAttempt(attempt: Attempt, task: string | undefined, view: ViewOptions): string {
  const { number, executor, startedAt, endedAt, exit, outcome, environment } = attempt;
  const took =
    startedAt !== undefined && endedAt !== undefined
      ? formatDuration(Date.parse(endedAt) - Date.parse(startedAt))
      : undefined;
  const parts = [
    `${number}: ${task === undefined ? "" : `${task} · `}${outcome?.reason ?? "under way"}`,
    took,
    exit === undefined
      ? undefined
      : exit.signal === null
        ? `exit code ${exit.exitCode ?? "unknown"}`
        : exit.signal,
    exit?.peakMemory === undefined ? undefined : `peak ${formatBytes(exit.peakMemory)}`,
    executor,
    view.verbosity === "verbose" && environment !== undefined
      ? `${environment.runtime}, ${count(environment.packages.length, "package")} ${shortDigest(environment.digest)}`
      : undefined,
    outcome?.message === undefined ? undefined : toPlainLines(outcome.message).join("; "),
  ];
  return parts.filter((part) => part !== undefined).join(" · ");
}

function renderTimeline(events: readonly RunEvent[], view: ViewOptions): string {
  const { colours } = view;
  return [
    colours.bold("History"),
    ...events.map((event) => {
      const words = [describeEdge(event), event.reason, event.data?.phase, event.data?.message]
        .filter((word) => typeof word === "string")
        .map(toPlainText);
      return `  ${colours.dim(formatTime(Date.parse(event.at), view))}  ${words.join(" ")}  ${colours.dim(event.actor)}`;
    }),
  ].join("\n");
}

function describeEdge({ type, from, to }: RunEvent): string {
  if (to === undefined) return type;
  return from === undefined || from === to ? `${type} ${to}` : `${type} ${from} → ${to}`;
}

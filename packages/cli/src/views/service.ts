import type { ServiceCreation, ServiceTask, ServiceView } from "@mlx/app";
import {
  assertNever,
  describeDegraded,
  type EndpointRecord,
  formatModelVersion,
  nameOf,
  type ServiceSpec,
} from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderFacts } from "./facts.ts";
import { count, formatDuration, formatNumber, formatRelative } from "./format.ts";
import { indent, toPlainLines, toPlainText } from "./layout.ts";
import { shellWord, shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { describeStatus } from "./run-status.ts";
import { utcTime } from "./schedules.ts";
import { paintState, stateOf } from "./services.ts";

const creations: { readonly [creation in ServiceCreation]: string } = {
  run: "published with the model of a run, scored by schedule",
  scored: "trained once, its model serves all scorings of the schedule",
  scheduled: "trained and scored by schedule, each scoring with what the model is by then",
  once: "trained once and scored once",
};

/** One service: model, training, scoring, answers. */
export function renderService(row: ServiceView, view: ViewOptions): string {
  const { colours, verbosity } = view;
  const { service, spec, creation, model, training, scoring, endpoint, troubles } = row;
  const { version } = model;
  const head = `${colours.bold(service)}  ${paintState(stateOf(row), row, view)}`;
  if (verbosity === "quiet") return head;
  const section = (title: string, lines: readonly string[]) => [colours.bold(title), ...lines].join("\n");
  return [
    [
      head,
      ...renderFacts(
        [
          ["description", spec.description],
          ["instance", spec.instance],
          ["kind", creation === undefined ? undefined : creations[creation]],
          [
            "model",
            version === undefined
              ? `${model.written}: waits for ${model.waitsFor ?? "a version"}`
              : `${model.written}: ${formatModelVersion(version)}, ${formatRelative(Date.parse(version.createdAt), view.now)}`,
          ],
          ["metrics", version === undefined ? undefined : describeMetrics(version.metrics)],
        ],
        colours,
      ),
    ].join("\n"),
    ...(training === undefined ? [] : [section("Training", renderTask(training, "trained", view))]),
    ...(scoring === undefined ? [] : [section("Scoring", renderTask(scoring, "scored", view))]),
    ...(spec.serve === undefined ? [] : [section("Serving", renderServing(spec.serve, endpoint, view))]),
    ...(troubles.length === 0
      ? []
      : [
          section(
            "Trouble",
            troubles.flatMap((trouble) => {
              const [first = "", ...more] = toPlainLines(trouble);
              return [first, ...indent(more, "  ")].map((line) => colours.red(line));
            }),
          ),
        ]),
    highlight(`Next: ${nextOf(row)}`, view),
  ].join("\n\n");
}

function renderTask(
  { experiment, schedule, announced, lastRun, lastDone }: ServiceTask,
  done: "trained" | "scored",
  view: ViewOptions,
): readonly string[] {
  const { now, colours } = view;
  const { run, outputs = [], metrics = [], model } = lastDone ?? {};
  const took =
    run?.startedAt === undefined || run.endedAt === undefined
      ? ""
      : ` in ${formatDuration(Date.parse(run.endedAt) - Date.parse(run.startedAt))}`;
  const ended =
    run?.endedAt === undefined
      ? "never"
      : `${formatRelative(Date.parse(run.endedAt), now)}${took} (run ${shortId(run.id)})`;
  const isNewer = lastRun !== undefined && lastRun.run.id !== run?.id;
  return renderFacts(
    [
      ["experiment", experiment],
      ["schedule", schedule === undefined ? undefined : describeSchedule(schedule)],
      [
        "next",
        schedule?.next === undefined
          ? undefined
          : `${utcTime(schedule.next.at)} UTC, ${formatRelative(Date.parse(schedule.next.at), now)}`,
      ],
      ["waits", announced === undefined ? undefined : (announced.problem ?? "it is about to be made")],
      [done, ended],
      ["made", model],
      [
        "metrics",
        metrics.length === 0
          ? undefined
          : describeMetrics(Object.fromEntries(metrics.map(({ name, last }) => [name, last]))),
      ],
      ["with", done === "scored" ? run?.spec.model?.ref : undefined],
      ...outputs.map(({ channel, path }): [string, string] => [channel, path]),
      ["last run", isNewer ? `${shortId(lastRun.run.id)} ${describeStatus(lastRun.run.status)}` : undefined],
    ],
    colours,
  );
}

function describeSchedule({ schedule: { spec }, state }: NonNullable<ServiceTask["schedule"]>): string {
  return `${spec.cron.join(" · ")} (${spec.timezone}) ${state}`;
}

function renderServing(
  serve: ServiceSpec["serve"],
  endpoint: EndpointRecord | undefined,
  view: ViewOptions,
): readonly string[] {
  if (endpoint === undefined)
    return [`  ${count(serve?.replicas ?? 0, "replica")} wanted; no daemon answers for it`];
  const { status, url, replicas, deaths } = endpoint;
  return renderFacts(
    [
      ["state", describeEndpoint(status)],
      ["requests", `${url}/invocations`],
      ["replicas", `${replicas.ready} of ${replicas.wanted} ready`],
      ["deaths", deaths === 0 ? undefined : String(deaths)],
    ],
    view.colours,
  );
}

function describeEndpoint(status: EndpointRecord["status"]): string {
  switch (status.state) {
    case "WAITING":
      return `WAITING: ${toPlainText(status.message)}`;
    case "STARTING":
      return `STARTING ${status.next}`;
    case "READY":
      return `READY with ${status.serving}`;
    case "SWITCHING":
      return status.serving === status.next
        ? `SWITCHING ${status.serving} to its changed program or settings`
        : `SWITCHING from ${status.serving} to ${status.next}`;
    case "DEGRADED":
      return `DEGRADED: ${describeDegraded(status)}; again at ${utcTime(status.retryAt)} UTC`;
    case "FAILED":
      return `FAILED: ${status.next} does not come up; again at ${utcTime(status.retryAt)} UTC`;
    case "STOPPED":
      return "STOPPED";
    default:
      return assertNever(status);
  }
}

function describeMetrics(metrics: { readonly [name: string]: number }): string | undefined {
  const parts = Object.entries(metrics).map(([name, value]) => `${name} ${formatNumber(value)}`);
  return parts.length === 0 ? undefined : parts.join(", ");
}

function nextOf({ service, training, scoring, model, endpoint }: ServiceView): string {
  const word = shellWord(service);
  const state = endpoint?.status.state;
  if (state === "DEGRADED" || state === "FAILED")
    return `\`mlx services logs ${shellWord(nameOf(service))}\``;
  if (model.version === undefined && training !== undefined) return `\`mlx run ${word} --task train\``;
  if (scoring !== undefined && model.version !== undefined) return `\`mlx run ${word} --task score\``;
  return "`mlx status`";
}

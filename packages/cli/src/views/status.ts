import type { StatusReport } from "@mlx/app";
import { type Kind, kinds } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { renderDaemons } from "./daemon.ts";
import { renderFacts } from "./facts.ts";
import { count, formatMoment } from "./format.ts";
import { indent } from "./layout.ts";
import { renderModels } from "./model.ts";
import { renderRuns, withMore } from "./run-list.ts";
import { renderAhead, renderNext } from "./schedules.ts";
import { renderServiceNotes } from "./services.ts";
import { renderTable } from "./table.ts";

/** How the project stands: store, resources, datasets, models, runs. */
export function renderStatus(status: StatusReport, view: ViewOptions): string {
  const { colours, width, verbosity } = view;
  const inner = { ...view, width: width - 2 };
  const section = (title: string, text: string) =>
    `${colours.bold(title)}\n${indent(text.split("\n"), "  ").join("\n")}`;
  const { unfinished, unfinishedTotal, recent } = status.runs;
  const resources = kinds
    .filter((kind) => status.resources[kind] > 0 || (kind !== "model" && kind !== "service"))
    // What is declared of a model, not its versions.
    .map((kind) => count(status.resources[kind], kind === "model" ? "model policy" : kind, pluralOf(kind)))
    .join(", ");
  const head = [
    colours.bold(`project ${status.project}`),
    ...renderFacts(
      [
        ["environment", status.environment],
        ["store", `${status.store} at serial ${status.serial}`],
        [
          status.lastApply?.via === "api" ? "last change" : "last apply",
          status.lastApply === undefined
            ? "never"
            : `${formatMoment(status.lastApply.at, view)} by ${status.lastApply.actor}${status.lastApply.via === "api" ? " through the API" : ""}`,
        ],
        ["resources", resources],
        ["sandboxes", status.tenants === undefined ? undefined : `${status.tenants} beside this one`],
        ["outside", describeOutside(status.outside)],
      ],
      colours,
    ),
  ].join("\n");
  if (verbosity === "quiet") return head;
  const daemons = renderDaemons(status, view);
  const { next, ahead } = status.schedules;
  return [
    head,
    ...(daemons === "" ? [] : status.daemons.length === 0 ? [daemons] : [section("Daemon", daemons)]),
    ...(ahead.length === 0 ? [] : [renderAhead(ahead, view)]),
    ...(next.length === 0 ? [] : [section("Next", renderNext(next, inner))]),
    ...(status.datasets.length === 0 ? [] : [section("Datasets", renderDatasets(status, inner))]),
    ...(status.models.length === 0
      ? []
      : [section("Models", renderModels({ models: status.models, deleted: 0 }, inner))]),
    ...(status.services.length === 0
      ? []
      : [section("Services", renderServiceNotes(status.services, inner))]),
    ...(unfinished.length === 0
      ? []
      : [
          section(
            "Runs under way",
            withMore(renderRuns(unfinished, inner), unfinishedTotal - unfinished.length, inner),
          ),
        ]),
    ...(recent.length === 0 ? [] : [section("Recent runs", renderRuns(recent, inner))]),
  ].join("\n\n");
}

/** What the API made and changed; nothing where it did not. */
function describeOutside({ unmanaged, drifted }: StatusReport["outside"]): string | undefined {
  const parts = [
    ...(unmanaged === 0 ? [] : [`${unmanaged} unmanaged`]),
    ...(drifted === 0 ? [] : [`${drifted} changed through the API`]),
  ];
  return parts.length === 0 ? undefined : `${parts.join(", ")}: \`mlx plan\` shows them`;
}

function pluralOf(kind: Kind): string {
  return kind === "model" ? "model policies" : `${kind}s`;
}

type DatasetStatus = StatusReport["datasets"][number];

function renderDatasets({ datasets }: StatusReport, view: ViewOptions): string {
  const { colours, verbosity } = view;
  const table = renderTable<DatasetStatus>(
    [
      { header: "ADDRESS", value: ({ address }) => address, least: 16 },
      { header: "ROWS", value: ({ rows }) => (rows === undefined ? "" : String(rows)), align: "right" },
      {
        header: "COLUMNS",
        value: ({ columns }) => (columns === undefined ? "" : String(columns.length)),
        align: "right",
        optional: 2,
      },
      {
        header: "DATA",
        value: ({ problem, changed }) => problem ?? (changed ? "changed since the apply" : "as applied"),
        colour: (text, { problem, changed }) =>
          problem !== undefined ? colours.red(text) : changed ? colours.yellow(text) : text,
        least: 12,
      },
      { header: "PATH", value: ({ path }) => path, least: 12, optional: 1 },
    ],
    datasets,
    view,
  );
  if (verbosity !== "verbose") return table;
  const columns = datasets.flatMap(({ address, columns }) =>
    columns === undefined
      ? []
      : [`${address}: ${columns.map(({ name, type }) => `${name} ${type}`).join(", ")}`],
  );
  return [table, ...columns].join("\n");
}

import type { ServiceList, ServiceTask, ServiceView } from "@mlx/app";
import { nameOf } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count, formatRelative } from "./format.ts";
import { indent, toPlainLines, toPlainText } from "./layout.ts";
import { highlight } from "./prose.ts";
import { renderTable } from "./table.ts";

/** Services, one a line, with what each waits for and what is wrong below. */
export function renderServices({ services, hasDaemon }: ServiceList, view: ViewOptions): string {
  if (services.length === 0)
    return highlight(
      "No services: nothing that was applied is one. `mlx apply` takes over those of the files.",
      view,
    );
  const { colours, now } = view;
  const table = renderTable<ServiceView>(
    [
      { header: "SERVICE", value: ({ service }) => nameOf(service), least: 16 },
      {
        header: "STATE",
        value: stateOf,
        colour: (text, row) => paintState(text, row, view),
      },
      { header: "MODEL", value: ({ model }) => model.written, optional: 2 },
      {
        header: "VERSION",
        value: ({ model: { version } }) => (version === undefined ? "–" : `v${version.version}`),
      },
      { header: "TRAINED", value: ({ training }) => lastOf(training, now), optional: 1 },
      { header: "SCORED", value: ({ scoring }) => lastOf(scoring, now), optional: 1 },
      { header: "NEXT", value: (row) => nextOf(row, now), optional: 3 },
      { header: "SERVING", value: ({ endpoint }) => endpoint?.status.state ?? "", optional: 4 },
    ],
    services,
    view,
  );
  const notes = services.flatMap((row) => notesOf(row, view));
  const scheduled = services.some(({ training, scoring }) =>
    [training, scoring].some((task) => task?.schedule?.state === "ACTIVE"),
  );
  const warning = highlight("nothing fires: no daemon runs; `mlx up --detach` starts one", view);
  return [
    table,
    ...(notes.length === 0 ? [] : ["", ...notes]),
    ...(hasDaemon || !scheduled ? [] : ["", `${colours.yellow("warning")}: ${warning}`]),
  ].join("\n");
}

/** Of the services that need somebody to look, and of those that wait: one line each; empty where all is well. */
export function renderServiceNotes(services: readonly ServiceView[], view: ViewOptions): string {
  const troubled = services.filter(({ troubles }) => troubles.length > 0);
  const head =
    troubled.length === 0
      ? count(services.length, "service")
      : `${count(services.length, "service")}, ${troubled.length} in trouble`;
  return [head, ...services.flatMap((row) => notesOf(row, view))].join("\n");
}

/** `DISABLED`, `TROUBLE`, `WAITING` for a model or a run, or `READY`. */
export function stateOf({ spec, troubles, model, training, scoring }: ServiceView): string {
  if (!spec.enabled) return "DISABLED";
  if (troubles.length > 0) return "TROUBLE";
  const waits = [training, scoring].some((task) => task?.announced !== undefined);
  return waits || model.version === undefined ? "WAITING" : "READY";
}

export function paintState(text: string, row: ServiceView, { colours }: ViewOptions): string {
  switch (stateOf(row)) {
    case "READY":
      return colours.green(text);
    case "TROUBLE":
      return colours.red(text);
    case "DISABLED":
      return colours.dim(text);
    default:
      return colours.yellow(text);
  }
}

function notesOf(row: ServiceView, { colours }: ViewOptions): readonly string[] {
  const name = nameOf(row.service);
  if (!row.spec.enabled) return [];
  const announced = [row.training, row.scoring].flatMap((task) =>
    task?.announced === undefined
      ? []
      : [`${task.announced.because}: ${task.announced.problem ?? "it is about to be made"}`],
  );
  const waits = row.model.waitsFor === undefined ? [] : [`waits for ${row.model.waitsFor}`];
  return [
    ...row.troubles.flatMap((trouble) => {
      const [first = "", ...more] = toPlainLines(trouble);
      return [`${colours.red("✗")} ${name}: ${first}`, ...indent(more, "    ")];
    }),
    ...(announced.length > 0 ? announced : waits).map(
      (wait) => `${colours.yellow("…")} ${name}: ${toPlainText(wait)}`,
    ),
  ];
}

function lastOf(task: ServiceTask | undefined, now: number): string {
  const ended = task?.lastDone?.run.endedAt;
  return ended === undefined ? "–" : formatRelative(Date.parse(ended), now);
}

/** The sooner of the next training and the next scoring. */
function nextOf({ training, scoring }: ServiceView, now: number): string {
  const times = [
    { name: "train", at: training?.schedule?.next?.at },
    { name: "score", at: scoring?.schedule?.next?.at },
  ].flatMap(({ name, at }) => (at === undefined ? [] : [{ name, at: Date.parse(at) }]));
  const [soonest] = times.sort((a, b) => a.at - b.at);
  return soonest === undefined ? "" : `${soonest.name} ${formatRelative(soonest.at, now)}`;
}

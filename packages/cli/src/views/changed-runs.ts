import type { RunChange } from "@mlx/app";
import type { Run } from "@mlx/core";
import type { RunsChanged } from "../change-runs.ts";
import type { ViewOptions } from "../view-options.ts";
import { count, formatRelative } from "./format.ts";
import { shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { describeStatus, paintStatus } from "./run-status.ts";
import { utcTime } from "./schedules.ts";
import { renderTable } from "./table.ts";

const verbs: { readonly [change in RunChange]: { readonly would: string; readonly did: string } } = {
  cancel: { would: "be cancelled", did: "asked to stop" },
  retry: { would: "be tried again", did: "tried again" },
  rerun: { would: "be run anew", did: "run anew" },
};

/** `Cancel 12 runs?` */
export function changeQuestion(change: RunChange, number: number): string {
  return `${change.charAt(0).toUpperCase()}${change.slice(1)} ${count(number, "run")}?`;
}

const shown = 10;

/** The first of them, and how many there are more. */
export function renderSelected(runs: readonly Run[], view: ViewOptions): string {
  const { colours } = view;
  const more = runs.length - shown;
  const table = renderTable<Run>(
    [
      { header: "RUN", value: ({ id }) => shortId(id) },
      {
        header: "STATE",
        value: ({ status }) => describeStatus(status),
        colour: (text, { status }) => paintStatus(text, status, colours),
      },
      { header: "OF", value: ({ experiment, instance }) => experiment ?? instance, least: 16 },
      {
        header: "FOR (UTC)",
        value: ({ scheduledAt }) => (scheduledAt === undefined ? "" : utcTime(scheduledAt)),
        optional: 1,
      },
      { header: "CREATED", value: ({ createdAt }) => formatRelative(Date.parse(createdAt), view.now) },
    ],
    runs.slice(0, shown),
    view,
  );
  return more > 0 ? `${table}\n… and ${more} more` : table;
}

function renderAborted({ aborted = 0 }: RunsChanged, view: ViewOptions): string {
  if (aborted === 0) return "";
  const are = aborted === 1 ? "1 run is" : `${aborted} runs are`;
  return highlight(
    `\nNone of them FAILED; ${are} ABORTED: \`--state ABORTED\` takes ${aborted === 1 ? "it" : "them"}.`,
    view,
  );
}

export function renderChangedRuns(result: RunsChanged, view: ViewOptions): string {
  const { change, selected, changed } = result;
  const { would, did } = verbs[change];
  if (changed === undefined)
    return selected.length === 0
      ? `No such runs: nothing was changed.${renderAborted(result, view)}`
      : `${count(selected.length, "run")} would ${would}:\n${renderSelected(selected, view)}`;
  const { runs, refused, workedOnBy } = changed;
  const lines = [
    ...(runs.length === 0
      ? []
      : [`${count(runs.length, "run")} ${runs.length === 1 ? "was" : "were"} ${did}:`]),
    ...(runs.length === 0 ? [] : [renderSelected(runs, view)]),
    // One that is alone is told as the failure of the command.
    ...(refused.length > 1 ? refused.map(({ failure }) => `${failure.summary} (${failure.code})`) : []),
  ];
  const background = "No daemon runs: a mlx in the background works on each of them.";
  if (runs.length > 0 && workedOnBy === "workers") lines.push(highlight(background, view));
  return lines.join("\n");
}

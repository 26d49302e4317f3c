import type { BackfillPlan, BackfillTime } from "@mlx/app";
import { nameOf } from "@mlx/core";
import type { Backfilled } from "@mlx/documents";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { utcTime } from "./schedules.ts";
import { renderTable } from "./table.ts";

/** The times that a run is made for. */
export function toMake({ times }: BackfillPlan): readonly BackfillTime[] {
  return times.filter(({ skip }) => skip === undefined);
}

export function backfillQuestion(plan: BackfillPlan): string {
  return `Make ${count(toMake(plan).length, "run")} of ${nameOf(plan.experiment)}?`;
}

export function renderBackfill({ plan, created }: Backfilled, view: ViewOptions): string {
  const { id, experiment, times } = plan;
  const made = toMake(plan);
  const [first, last] = [times[0], times.at(-1)];
  const range =
    first === undefined || last === undefined ? "" : ` from ${toUtc(first)} to ${toUtc(last)} (UTC)`;
  const head = `${count(times.length, "time")} of ${nameOf(experiment)}${range}`;
  const left = times.length - made.length;
  const kept =
    left === 0
      ? []
      : [
          `${count(left, "time is", "times are")} left out: ${left === 1 ? "it has" : "they have"} a run that succeeded or is under way (--again takes them too)`,
        ];
  if (created === undefined)
    return [
      head,
      ...kept,
      ...(made.length === 0
        ? ["Nothing is to be made."]
        : [`${count(made.length, "run")} would be made:`, renderBackfillTimes(plan, view)]),
    ].join("\n");
  const next = created.hasDaemon
    ? `Next: \`mlx runs --backfill ${id}\`, \`mlx cancel --backfill ${id}\` takes it back`
    : "No daemon runs: they wait until `mlx up` works on them.";
  return [
    head,
    ...kept,
    `${count(created.runs.length, "run")} queued, as backfill ${id}.`,
    highlight(next, view),
  ].join("\n");
}

const shown = 12;

/** The first times, those that are left out among them, and how many there are more. */
export function renderBackfillTimes({ times }: BackfillPlan, view: ViewOptions): string {
  const more = times.length - shown;
  const table = renderTable<BackfillTime>(
    [
      { header: "NOMINAL (UTC)", value: toUtc },
      {
        header: "WINDOW FROM",
        value: ({ previous }) => (previous === undefined ? "" : utcTime(previous)),
        optional: 1,
      },
      {
        header: "",
        value: ({ skip }) =>
          skip === undefined
            ? "run"
            : `left out: run ${shortId(skip.runId)} ${skip.because === "done" ? "succeeded" : "is under way"}`,
      },
    ],
    times.slice(0, shown),
    view,
  );
  return more > 0 ? `${table}\n… and ${more} more` : table;
}

function toUtc({ nominal }: BackfillTime): string {
  return utcTime(nominal);
}

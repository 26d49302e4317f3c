import type { MetricSummary, RunRecord } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatNumber, formatRelative, formatTime } from "./format.ts";
import { shortId } from "./names.ts";
import { describeStatus, elapsedOf, paintStatus } from "./run-status.ts";
import { renderTable } from "./table.ts";

/** Runs, one a line, newest first. */
export function renderRuns(records: readonly RunRecord[], view: ViewOptions): string {
  if (records.length === 0) return "No runs.";
  const { colours, now } = view;
  return renderTable<RunRecord>(
    [
      { header: "RUN", value: ({ run }) => shortId(run.id) },
      {
        header: "STATE",
        value: ({ run }) => describeStatus(run.status),
        colour: (text, { run }) => paintStatus(text, run.status, colours),
      },
      { header: "TASK", value: ({ run }) => run.task },
      { header: "OF", value: ({ run }) => run.experiment ?? run.instance, least: 30 },
      {
        header: "CREATED",
        value: ({ run }) =>
          view.verbosity === "verbose"
            ? formatTime(Date.parse(run.createdAt), view)
            : formatRelative(Date.parse(run.createdAt), now),
      },
      { header: "TOOK", value: ({ run }) => elapsedOf(run, now), align: "right", optional: 1 },
      { header: "MODEL", value: ({ model }) => model ?? "", optional: 2 },
      { header: "METRICS", value: ({ metrics }) => briefMetrics(metrics), least: 16, optional: 3 },
    ],
    records,
    view,
  );
}

/** `MAE=57793.6 RMSE=88860.7`: the last values, shortly reported ones first. */
function briefMetrics(metrics: readonly MetricSummary[]): string {
  return [...metrics]
    .sort((a, b) => a.count - b.count || a.name.localeCompare(b.name))
    .map(({ name, last }) => `${name}=${formatNumber(last)}`)
    .join(" ");
}

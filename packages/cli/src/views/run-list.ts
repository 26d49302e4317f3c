import { isTerminal, type MetricSummary, type Run, type RunRecord } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatNumber, formatRelative, formatTime } from "./format.ts";
import { shortId } from "./names.ts";
import { describeNeverMet } from "./never-met.ts";
import { highlight } from "./prose.ts";
import { describeStatus, elapsedOf, paintStatus, waitOf } from "./run-status.ts";
import { utcTime } from "./schedules.ts";
import { renderTable } from "./table.ts";

/** Runs, one a line, newest first. */
export function renderRuns(records: readonly RunRecord[], view: ViewOptions): string {
  if (records.length === 0) return "No runs.";
  const { colours, now } = view;
  const table = renderTable<RunRecord>(
    [
      { header: "RUN", value: ({ run }) => shortId(run.id) },
      {
        header: "STATE",
        value: ({ run }) => describeStatus(run.status),
        colour: (text, { run }) => paintStatus(text, run.status, colours),
      },
      {
        header: "WAITS FOR",
        value: ({ run }) => waitingFor(run, records, now),
        colour: (text) => colours.dim(text),
        least: 34,
        optional: 1,
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
      {
        header: "BY",
        value: ({ run }) => (records.some((each) => each.run.trigger !== "manual") ? run.trigger : ""),
        optional: 5,
      },
      {
        header: "FOR (UTC)",
        value: ({ run }) => (run.scheduledAt === undefined ? "" : utcTime(run.scheduledAt)),
        optional: 6,
      },
      { header: "TOOK", value: ({ run }) => elapsedOf(run, now), align: "right", optional: 2 },
      { header: "MODEL", value: ({ model }) => model ?? "", optional: 3 },
      { header: "METRICS", value: ({ metrics }) => briefMetrics(metrics), least: 16, optional: 4 },
    ],
    records,
    view,
  );
  const never = describeNeverMet(records.map(({ run }) => run));
  return [table, ...never.flatMap((line) => ["", highlight(line, view)])].join("\n");
}

/** Below a list of runs, how many there are that it leaves out. */
export function withMore(list: string, more: number, view: ViewOptions, flag = "mlx runs --limit"): string {
  return more > 0 ? `${list}\n${highlight(`… and ${more} more (\`${flag}\`)`, view)}` : list;
}

/** What stands beside the state: of one that is queued by itself nothing, and of a silent worker that. */
function waitingFor(run: Run, records: readonly RunRecord[], now: number): string {
  if (run.suspectSince !== undefined) return "its worker is silent";
  return waitOf(run, now, earlierRun(run, records)).replace(/^[A-Z_]+ ?/, "");
}

/** Of those that are listed, the oldest of its experiment that is under way. */
function earlierRun({ experiment, id }: Run, records: readonly RunRecord[]): string | undefined {
  const found = records.findLast(
    ({ run }) =>
      run.experiment === experiment &&
      run.id !== id &&
      !isTerminal(run.status.state) &&
      !(run.status.state === "PENDING" && run.status.reason === "WAITING_OVERLAP"),
  );
  return found === undefined ? undefined : `run ${shortId(found.run.id)}`;
}

/** `MAE=57793.6 RMSE=88860.7`: the last values, shortly reported ones first. */
function briefMetrics(metrics: readonly MetricSummary[]): string {
  return [...metrics]
    .sort((a, b) => a.count - b.count || a.name.localeCompare(b.name))
    .map(({ name, last }) => `${name}=${formatNumber(last)}`)
    .join(" ");
}

import { type Insight, insightSubjects } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatRelative } from "./format.ts";
import { shortId } from "./names.ts";
import { renderTable } from "./table.ts";

/** Insights, one a line, newest first. */
export function renderInsights(insights: readonly Insight[], view: ViewOptions): string {
  if (insights.length === 0) return "No insights.";
  return renderTable<Insight>(
    [
      { header: "INSIGHT", value: ({ id }) => shortId(id) },
      {
        header: "WHEN",
        value: ({ createdAt }) => formatRelative(Date.parse(createdAt), view.now),
        optional: 2,
      },
      { header: "EVENT", value: ({ events }) => events?.name ?? "", optional: 3 },
      { header: "OF", value: mainSubject, least: 24 },
      {
        header: "METRICS",
        value: ({ metrics }) => metrics.map(({ name, value }) => `${name}=${brief(value)}`).join(" "),
        least: 24,
      },
    ],
    insights,
    view,
  );
}

/** The most telling of its subjects. */
function mainSubject({ context }: Insight): string {
  if (context.modelId !== undefined) return context.modelId;
  if (context.experimentRunId !== undefined) return `run ${shortId(context.experimentRunId)}`;
  const subject = insightSubjects.findLast((each) => context[each] !== undefined);
  return subject === undefined ? "" : `${subject}=${context[subject]}`;
}

function brief(value: string): string {
  const number = Number(value);
  return value === "" || !Number.isFinite(number) || value.length < 10
    ? value
    : String(Number(number.toPrecision(6)));
}

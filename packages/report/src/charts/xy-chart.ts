import type { Point } from "../plots/plot.ts";
import type { Series, XyChart } from "./chart.ts";
import { thinDots, thinLine } from "./thin.ts";

/** More points than a picture has room for are as good as these. */
const mostOfLine = 1000;
const grid = { columns: 160, rows: 100 };

/**
 * A chart of what can be drawn of the series: values that are not finite are left out, and so are points
 * beyond what can be seen. `undefined` where nothing is left.
 */
export function xyChart(chart: Omit<XyChart, "type">): XyChart | undefined {
  const drawn: Series[] = [];
  const notes = [...chart.notes];
  for (const series of chart.series) {
    const finite = series.points.filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y));
    const left = series.points.length - finite.length;
    if (left > 0)
      notes.push(
        `${series.name}: ${left} of ${series.points.length} values ${left === 1 ? "is" : "are"} NaN or infinite, and not drawn`,
      );
    if (finite.length === 0) continue;
    const points = thin(finite, series.mark);
    if (points.length < finite.length)
      notes.push(`${series.name}: ${points.length} of ${finite.length} points are drawn`);
    drawn.push({ ...series, points });
  }
  return drawn.length === 0 ? undefined : { type: "xy", ...chart, series: drawn, notes };
}

function thin(points: readonly Point[], mark: Series["mark"]): readonly Point[] {
  return mark === "line" ? thinLine(points, mostOfLine) : thinDots(points, grid.columns, grid.rows);
}

import { escapeMarkup } from "../escape-markup.ts";
import type { Chart, MatrixChart, XyChart } from "./chart.ts";
import { extent } from "./thin.ts";

/** A chart as an SVG element of its own, with its namespace; the title, legend and notes are left to the page. */
export interface SvgChart {
  readonly markup: string;
  readonly width: number;
  readonly height: number;
}

/** Of Observable's categorical scheme, in its order. */
const colours = [
  ...["#4269d0", "#efb118", "#ff725c", "#6cc5b0", "#3ca951"],
  ...["#ff8ab7", "#a463f2", "#97bbf5", "#9c6b4e", "#9498a0"],
];

export function seriesColour(index: number): string {
  return colours[index % colours.length] ?? "#4269d0";
}

type Plot = typeof import("@observablehq/plot");

/** Loads what draws, which takes a while. */
export async function createSvgDrawer(): Promise<(chart: Chart) => SvgChart> {
  // The worker build has no use for `canvas`, which is native.
  const { parseHTML } = await import("linkedom/worker");
  const plot = await import("@observablehq/plot");
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  return (chart) => {
    const { width, height } = sizeOf(chart);
    const marks = chart.type === "xy" ? xyOptions(plot, chart) : matrixOptions(plot, chart);
    const element = plot.plot({ document, width, height, marginLeft: 70, marginBottom: 45, ...marks });
    const markup = String(element).replace(
      /^<svg /,
      `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escapeMarkup(chart.title)}" `,
    );
    return { markup, width, height };
  };
}

function sizeOf(chart: Chart): { readonly width: number; readonly height: number } {
  if (chart.type === "xy") return { width: 720, height: chart.diagonal === true ? 460 : 340 };
  const side = Math.min(720, 170 + chart.labels.length * 60);
  return { width: side, height: side };
}

function xyOptions(plot: Plot, { x, y, series, diagonal }: XyChart) {
  const limits = series.flatMap(({ points }) => [...extent(points, 0), ...extent(points, 1)]);
  const [least, most] = [Math.min(...limits), Math.max(...limits)];
  return {
    grid: true,
    x: { label: x.label, ...(x.scale === "time" ? { type: "utc" as const } : shortTicks(series, 0)) },
    y: { label: y.label, ...shortTicks(series, 1) },
    marks: [
      ...(diagonal === true
        ? [
            plot.line(
              [
                [least, least],
                [most, most],
              ],
              { stroke: "currentColor", strokeOpacity: 0.4, strokeDasharray: "4 4" },
            ),
          ]
        : []),
      ...series.map(({ mark, points }, index) => {
        const data = points.map(([left, top]) => [x.scale === "time" ? new Date(left) : left, top] as const);
        const options = { x: "0", y: "1" };
        // A line of one point cannot be seen.
        return mark === "line" && points.length > 1
          ? plot.line(data, { ...options, stroke: seriesColour(index), strokeWidth: 1.5 })
          : plot.dot(data, {
              ...options,
              fill: seriesColour(index),
              fillOpacity: 0.6,
              r: points.length > 500 ? 1.5 : 3,
            });
      }),
    ],
  };
}

/** `2G` for numbers that would not fit into the margin. */
function shortTicks(series: XyChart["series"], dimension: 0 | 1) {
  const largest = Math.max(...series.flatMap(({ points }) => extent(points, dimension).map(Math.abs)));
  return largest >= 1e6 ? { tickFormat: "~s" } : {};
}

function matrixOptions(plot: Plot, { labels, counts }: MatrixChart) {
  const cells = counts.flatMap((row, actual) =>
    row.map((count, predicted) => {
      const total = row.reduce((sum, value) => sum + value, 0);
      return { actual, predicted, count, share: total === 0 ? 0 : count / total };
    }),
  );
  const name = (index: number) => labels[index] ?? "";
  const fits = labels.length <= 25;
  return {
    marginLeft: 90,
    marginBottom: 60,
    x: {
      type: "band" as const,
      label: "predicted",
      tickFormat: name,
      tickRotate: labels.length > 6 ? -40 : 0,
    },
    y: { type: "band" as const, label: "actual", tickFormat: name },
    color: { type: "linear" as const, scheme: "Blues" as const, domain: [0, 1] },
    marks: [
      plot.cell(cells, { x: "predicted", y: "actual", fill: "share" }),
      ...(fits
        ? [
            plot.text(cells, {
              ...{ x: "predicted", y: "actual" },
              text: ({ count }: (typeof cells)[number]) => String(count),
              fill: ({ share }: (typeof cells)[number]) => (share > 0.5 ? "white" : "black"),
            }),
          ]
        : []),
    ],
  };
}

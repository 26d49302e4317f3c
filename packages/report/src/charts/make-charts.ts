import { metricGoal } from "@mlx/core";
import { formatValue } from "../format-value.ts";
import { scoresOf } from "../plots/confusion.ts";
import type { HistoryCurve, Plot, Point, Prediction } from "../plots/plot.ts";
import type { Chart, Series } from "./chart.ts";
import { xyChart } from "./xy-chart.ts";

/** A run with what can be drawn of it. */
export interface DrawnRun {
  readonly name: string;
  /** Metrics with several steps. */
  readonly history: readonly HistoryCurve[];
  readonly plots: readonly Plot[];
}

/** Charts of one run, or of several over each other: curves, predictions, ROC, confusion matrices. */
export function makeCharts(runs: readonly DrawnRun[]): readonly Chart[] {
  const charts = [...historyCharts(runs), ...predictionCharts(runs), ...rocCharts(runs), ...matrices(runs)];
  return charts.filter((chart) => chart !== undefined);
}

/** `train_loss` and `val_loss` belong into one chart; so do those of a run's metrics and of its plots. */
function historyCharts(runs: readonly DrawnRun[]) {
  const curves = runs.flatMap(({ name: run, history, plots }) =>
    [...history, ...plots.flatMap((plot) => (plot.type === "history" ? plot.curves : []))].map((curve) => ({
      run,
      curve,
    })),
  );
  return [...Map.groupBy(curves, ({ curve }) => chartOf(curve.name))].map(([title, members]) => {
    const goal = metricGoal(title);
    return xyChart({
      title: `${title} by step`,
      x: { label: "step", scale: "linear" },
      y: { label: title, scale: "linear" },
      series: members.map(({ run, curve }) => line(seriesName(runs, run, curve.name), inOrder(curve.points))),
      notes: members.flatMap(({ run, curve }) =>
        bestOf(seriesName(runs, run, curve.name), curve.points, goal),
      ),
    });
  });
}

function chartOf(metric: string): string {
  return metric.replace(/^(train(ing)?|val(id(ation)?)?|test|eval)[_./ -]+(?=.)/i, "");
}

function bestOf(name: string, points: readonly Point[], goal: "min" | "max" | undefined): readonly string[] {
  if (goal === undefined) return [];
  const better = (a: Point, b: Point) => (goal === "min" ? b[1] < a[1] : b[1] > a[1]);
  let best: Point | undefined;
  for (const point of points)
    if (Number.isFinite(point[1]) && (best === undefined || better(best, point))) best = point;
  return best === undefined ? [] : [`${name}: best ${formatValue(best[1])} at step ${formatValue(best[0])}`];
}

function predictionCharts(runs: readonly DrawnRun[]) {
  const found = plotsOf(runs, "predictions");
  return [...Map.groupBy(found, ({ plot }) => plot.name)].flatMap(([file, members]) => {
    const name = (run: string, what: string) => seriesName(runs, run, what);
    const scatter = xyChart({
      title: `predicted against actual (${file})`,
      x: { label: "actual", scale: "linear" },
      y: { label: "predicted", scale: "linear" },
      diagonal: true,
      series: members.map(({ run, plot }) => ({
        name: name(run, "predicted"),
        mark: "dots",
        points: plot.rows.map(({ actual, predicted }): Point => [actual, predicted]),
      })),
      notes: [],
    });
    const timed = members.filter(({ plot }) => plot.rows.some(({ at }) => at !== undefined));
    const [first] = timed;
    if (first === undefined) return [scatter];
    const { isTime } = axisOf(first.plot.rows);
    const actual = meanBy(first.plot.rows, ({ actual: value }) => value);
    const overlay = xyChart({
      title: `actual and predicted over ${isTime ? "time" : "at"} (${file})`,
      x: { label: isTime ? "time (UTC)" : "at", scale: isTime ? "time" : "linear" },
      y: { label: actual.several ? "mean" : "value", scale: "linear" },
      series: [
        line("actual", actual.points),
        ...timed.map(({ run, plot }) =>
          line(name(run, "predicted"), meanBy(plot.rows, ({ predicted }) => predicted).points),
        ),
      ],
      notes: actual.several ? ["each point is the mean of all rows of that time"] : [],
    });
    return [scatter, overlay];
  });
}

/** Whether `at` holds times: numbers that are as large as milliseconds since 1970 of this half century. */
function axisOf(rows: readonly Prediction[]): { readonly isTime: boolean } {
  return { isTime: rows.every(({ at = 0 }) => !(Math.abs(at) < 1e10)) };
}

function meanBy(rows: readonly Prediction[], measure: (row: Prediction) => number) {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const row of rows) {
    const [at, value] = [row.at ?? Number.NaN, measure(row)];
    if (!Number.isFinite(at) || !Number.isFinite(value)) continue;
    const known = sums.get(at);
    if (known === undefined) sums.set(at, { sum: value, count: 1 });
    else {
      known.sum += value;
      known.count += 1;
    }
  }
  const points = [...sums].map(([at, { sum, count }]): Point => [at, sum / count]);
  return { points: inOrder(points), several: sums.values().some(({ count }) => count > 1) };
}

function rocCharts(runs: readonly DrawnRun[]) {
  return [...Map.groupBy(plotsOf(runs, "roc"), ({ plot }) => plot.name)].map(([file, members]) =>
    xyChart({
      title: `ROC (${file})`,
      x: { label: "false positive rate", scale: "linear" },
      y: { label: "true positive rate", scale: "linear" },
      diagonal: true,
      series: members.flatMap(({ run, plot }) =>
        plot.curves.map(({ of, points, auc }) =>
          line(
            `${seriesName(runs, run, of ?? "AUC")}${of === undefined ? "" : ", AUC"} ${formatValue(auc)}`,
            points,
          ),
        ),
      ),
      notes: [],
    }),
  );
}

function matrices(runs: readonly DrawnRun[]): readonly Chart[] {
  return plotsOf(runs, "confusion").map(({ run, plot: { name, labels, counts } }) => {
    const { accuracy, precision, recall, f1 } = scoresOf({ labels, counts });
    return {
      type: "matrix",
      title: `confusion matrix (${runs.length > 1 ? `${run}, ` : ""}${name})`,
      ...{ labels, counts },
      notes: [
        `accuracy ${formatValue(accuracy)}, precision ${formatValue(precision)}, recall ${formatValue(recall)}, F1 ${formatValue(f1)} (${labels.length === 2 ? `of ${labels[1]}` : "means over the labels"})`,
      ],
    };
  });
}

function plotsOf<T extends Plot["type"]>(runs: readonly DrawnRun[], type: T) {
  const isOfType = (plot: Plot): plot is Extract<Plot, { type: T }> => plot.type === type;
  return runs.flatMap(({ name, plots }) => plots.filter(isOfType).map((plot) => ({ run: name, plot })));
}

/** Of one run its name goes without saying. */
function seriesName(runs: readonly DrawnRun[], run: string, what: string): string {
  return runs.length > 1 ? `${run} ${what}` : what;
}

function line(name: string, points: readonly Point[]): Series {
  return { name, mark: "line", points };
}

function inOrder(points: readonly Point[]): readonly Point[] {
  return points.toSorted(([a], [b]) => a - b);
}

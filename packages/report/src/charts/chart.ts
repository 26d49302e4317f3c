import type { Confusion, Point } from "../plots/plot.ts";

/** What is drawn, whatever it is drawn with. All texts are plain. */
export type Chart = XyChart | MatrixChart;

export interface XyChart {
  readonly type: "xy";
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  /** One at least, each with one point at least; all numbers are finite. */
  readonly series: readonly Series[];
  /** A line of y = x. */
  readonly diagonal?: boolean;
  readonly notes: readonly string[];
}

export interface Axis {
  readonly label: string;
  /** `time`: milliseconds since 1970. */
  readonly scale: "linear" | "time";
}

export interface Series {
  readonly name: string;
  readonly mark: "line" | "dots";
  readonly points: readonly Point[];
}

export interface MatrixChart extends Confusion {
  readonly type: "matrix";
  readonly title: string;
  readonly notes: readonly string[];
}

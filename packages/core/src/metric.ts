/** One measured value. `value` may be NaN or infinite; it is then kept, but not in min and max. */
export interface MetricPoint {
  readonly name: string;
  readonly value: number;
  readonly step: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** All that lists and plans need of a metric, in one row. */
export interface MetricSummary {
  readonly name: string;
  readonly last: number;
  readonly min: number;
  readonly max: number;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Metric name to last value. */
export type Metrics = { readonly [name: string]: number };

import { type MetricPoint, type MetricSummary, type Result, toResult } from "@mlx/core";
import { findRun } from "@mlx/engine";
import { noSuchMetric } from "../errors.ts";
import type { Project } from "../project.ts";

export interface MetricsAsked {
  /** As `findRun` takes it. */
  readonly run: string;
  /** The newest unless named. */
  readonly attempt?: number;
}

/** What a run has measured so far, by name. Failure: 3012. */
export function readMetrics(
  project: Project,
  { run, attempt }: MetricsAsked,
): Promise<Result<readonly MetricSummary[]>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    return store.runs.metricSummaries((await findRun(store, run)).id, attempt);
  });
}

/** The points of one metric by step, all of them. Failures: 3012, 8080 the run has not measured it. */
export function readMetric(
  project: Project,
  { run, attempt, name }: MetricsAsked & { readonly name: string },
): Promise<Result<readonly MetricPoint[]>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const { id } = await findRun(store, run);
    const points = await store.runs.metricPoints(id, name, attempt);
    if (points.length > 0) return points;
    throw noSuchMetric(
      name,
      id,
      (await store.runs.metricSummaries(id, attempt)).map((summary) => summary.name),
    );
  });
}

import { formatModelVersion, type Insight, type ModelVersion, type Result, toResult } from "@mlx/core";
import { findRun } from "@mlx/engine";
import { findModel } from "@mlx/models";
import { toInsight } from "@mlx/report";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

export interface InsightSelection {
  /** A run, as `findRun` takes it. */
  readonly run?: string;
  /** A version of a model, as `findModel` takes it. */
  readonly model?: string;
  readonly limit: number;
}

/**
 * What was measured, newest first: the metrics of runs, and what was added to them. Failures: 3012, those
 * of `findModel`.
 */
export function listInsights(
  project: Project,
  { run, model, limit }: InsightSelection,
): Promise<Result<readonly Insight[]>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const version = model === undefined ? undefined : await findModel(store.models, model, "show");
    const runId = run === undefined ? undefined : (await findRun(store, run)).id;
    const context = {
      ...(runId === undefined ? {} : { experimentRunId: runId }),
      ...(version === undefined ? {} : { modelId: formatModelVersion(version) }),
    };
    const added = await store.insights.list({ context }, { limit, offset: 0 });
    const madeBy = version?.origin.type === "run" ? version.origin.runId : undefined;
    const measured =
      runId !== undefined
        ? await ofRuns([runId], store)
        : version !== undefined
          ? await ofRuns(
              [...(madeBy === undefined ? [] : [madeBy]), ...(await loadedBy(version, limit, store))],
              store,
            )
          : (await store.runs.list({}, { limit })).flatMap((record) => toInsight(record) ?? []);
    return [...added.insights, ...measured]
      .filter(({ context: of }) => version === undefined || of.modelId === context.modelId)
      .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0))
      .slice(0, limit);
  });
}

/** Some of the newest runs with a version: not each of them has measured something. */
async function loadedBy(
  version: ModelVersion,
  limit: number,
  { runs }: Adapters["store"],
): Promise<readonly string[]> {
  const model = formatModelVersion(version);
  return (await runs.usersOf({ model }, { limit: Math.max(limit, 100) })).map(({ id }) => id);
}

async function ofRuns(ids: readonly string[], { runs }: Adapters["store"]): Promise<readonly Insight[]> {
  const records = await Promise.all([...new Set(ids)].map((id) => runs.record(id)));
  return records.flatMap((record) => (record === undefined ? [] : (toInsight(record) ?? [])));
}

/** What was measured: by clients, and by runs. */
import { type Insight, type Result, type RunFilter, type Store, toResult } from "@mlx/core";
import { toInsight } from "@mlx/report";
import { batchWrites } from "../batch-writes.ts";
import type { Project } from "../project.ts";
import type { Page } from "./browse-runs.ts";

/** One that was added, or what the run with this id has measured. */
export function findInsight(project: Project, id: string): Promise<Result<Insight | undefined>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const added = await store.insights.get(id);
    if (added !== undefined) return added;
    const record = await store.runs.record(id);
    return record === undefined ? undefined : toInsight(record);
  });
}

export function pageInsights(
  project: Project,
  context: Insight["context"],
  page: Page,
): Promise<Result<{ readonly insights: readonly Insight[]; readonly total: number }>> {
  return toResult(async () => (await project.adapters()).store.insights.list({ context }, page));
}

/** What the newest of these runs have measured, newest first. */
export function listMeasured(
  project: Project,
  filter: RunFilter,
  limit: number,
): Promise<Result<readonly Insight[]>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    return (await store.runs.list(filter, { limit })).flatMap((record) => toInsight(record) ?? []);
  });
}

const queues = new WeakMap<Store, (insight: Insight) => Promise<Insight>>();

/** Those that come at the same time are written in one transaction. */
export function queueInsight(project: Project, insight: Insight): Promise<Result<Insight>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const known = queues.get(store);
    const add =
      known ??
      batchWrites(async (insights: readonly Insight[]) => {
        await store.insights.addMany(insights);
        return insights;
      });
    if (known === undefined) queues.set(store, add);
    return add(insight);
  });
}

import { type JsonObject, type LineageGraph, type LineageNode, type Result, toResult } from "@mlx/core";
import * as models from "@mlx/models";
import type { Project } from "../project.ts";

/** What a model, a run or an applied resource came from. */
export function traceLineage(
  project: Project,
  { of }: { readonly of: string },
): Promise<Result<LineageNode>> {
  return toResult(async () => models.traceLineage((await project.adapters()).store, of));
}

/** What led to a thing, and what came of it, as a graph. Failures: 7005, 7030, and those of `findModel`. */
export function traceGraph(project: Project, request: models.GraphRequest): Promise<Result<LineageGraph>> {
  return toResult(async () => models.traceGraph((await project.adapters()).store, request));
}

/** A graph as Mermaid draws it. */
export { writeMermaid } from "@mlx/models";

/** The runs of the graph as events of OpenLineage, each in the order of its times, the oldest run first. */
export function traceRunEvents(
  project: Project,
  request: models.GraphRequest,
): Promise<Result<readonly JsonObject[]>> {
  return toResult(async () => {
    const { store, absolute, mlxVersion } = await project.adapters();
    const graph = await models.traceGraph(store, request);
    const records = await Promise.all(models.runsOf(graph).map((id) => store.runs.record(id)));
    return records
      .filter((record) => record !== undefined)
      .sort((a, b) => (a.run.createdAt < b.run.createdAt ? -1 : 1))
      .flatMap((record) => models.toRunEvents(record, { namespace: store.namespace, mlxVersion, absolute }));
  });
}

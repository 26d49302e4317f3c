import { type LineageNode, type Result, toResult } from "@mlx/core";
import * as models from "@mlx/models";
import type { Project } from "../project.ts";

/** What a model, a run or an applied resource came from. */
export function traceLineage(
  project: Project,
  { of }: { readonly of: string },
): Promise<Result<LineageNode>> {
  return toResult(async () => models.traceLineage((await project.adapters()).store, of));
}

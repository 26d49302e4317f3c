import { type Result, type RunFilter, type RunRecord, toResult } from "@mlx/core";
import type { Project } from "../project.ts";

/** Newest first. */
export function listRuns(
  project: Project,
  { limit, ...filter }: RunFilter & { readonly limit: number },
): Promise<Result<readonly RunRecord[]>> {
  return toResult(async () => (await project.adapters()).store.runs.list(filter, { limit }));
}

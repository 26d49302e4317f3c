/** Runs by their ids, a page at a time: what answers clients that ask often. */
import {
  type CreationOrder,
  type Result,
  type Run,
  type RunFilter,
  type RunRecord,
  toResult,
} from "@mlx/core";
import type { Project } from "../project.ts";

export interface Page {
  readonly limit: number;
  readonly offset: number;
  readonly order: CreationOrder;
}

/** By its whole UUID. */
export function findRunById(project: Project, id: string): Promise<Result<Run | undefined>> {
  return toResult(async () => (await project.adapters()).store.runs.get(id));
}

/** With attempts, metrics and outputs. */
export function findRunRecord(project: Project, id: string): Promise<Result<RunRecord | undefined>> {
  return toResult(async () => (await project.adapters()).store.runs.record(id));
}

export function pageRuns(
  project: Project,
  filter: RunFilter,
  page: Page,
): Promise<Result<{ readonly runs: readonly Run[]; readonly total: number }>> {
  return toResult(async () => (await project.adapters()).store.runs.page(filter, page));
}

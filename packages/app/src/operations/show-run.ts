import { InternalError, type Result, type RunEvent, type RunRecord, toResult } from "@mlx/core";
import { findRun } from "@mlx/engine";
import type { Project } from "../project.ts";

export interface ShownRun {
  readonly record: RunRecord;
  readonly events: readonly RunEvent[];
}

export function showRun(project: Project, { run }: { readonly run: string }): Promise<Result<ShownRun>> {
  return toResult(async () => {
    const { store } = await project.adapters();
    const { id } = await findRun(store, run);
    const record = await store.runs.record(id);
    if (record === undefined) throw new InternalError(`run ${id} is listed but has no record`);
    return { record, events: await store.runs.events(id) };
  });
}

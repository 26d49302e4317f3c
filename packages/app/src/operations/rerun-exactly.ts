import { type Result, type RunRecord, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";
import { type StartedRun, tellStarted } from "./start-run.ts";

/** Puts a run into the queue that repeats another exactly; nothing works on it yet, unless a daemon does. */
export function rerunExactly(
  project: Project,
  { run }: { readonly run: string },
): Promise<Result<StartedRun>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    return tellStarted(await engine.rerunExactly(run, adapters), adapters);
  });
}

/** A run that repeated another exactly, and whether it has made the same. */
export interface ExactRerun {
  readonly original: RunRecord;
  readonly record: RunRecord;
  readonly comparison: engine.ExactComparison;
}

/** Compares a run that is DONE with the one that it repeats. Failures: 3012, 6004. */
export function compareWithExact(
  project: Project,
  { record }: { readonly record: RunRecord },
): Promise<Result<ExactRerun>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { id } = await engine.findRun(adapters.store, record.run.exact?.of ?? record.run.id);
    const original = (await adapters.store.runs.record(id)) ?? record;
    return { original, record, comparison: await engine.compareExact(original, record, adapters) };
  });
}

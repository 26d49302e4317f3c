import type { Run } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";
import { spawnWorker } from "./start-worker.ts";

/**
 * Judges and promotes what is new, as a daemon would; and without one has a mlx in the background work on
 * the evaluations that were made for it, which does the same when it is done.
 */
export async function settlePolicies(project: Project): Promise<void> {
  const { runs } = await engine.promoteDue(await project.adapters());
  await startEvaluations(project, runs);
}

/** Where a daemon lives it works on them. */
export async function startEvaluations(project: Project, runs: readonly Run[]): Promise<void> {
  if (runs.length === 0) return;
  if ((await engine.findDaemon(await project.adapters())) !== undefined) return;
  for (const { id } of runs) await spawnWorker(project, id);
}

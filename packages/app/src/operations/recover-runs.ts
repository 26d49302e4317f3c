import { MlxError, type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";
import { settlePolicies } from "./settle-policies.ts";
import { spawnWorker } from "./start-worker.ts";
import { workOnAnnounced } from "./work-on-announced.ts";

/**
 * Brings runs whose mlx died into order; each is told as the event `run-recovered`. Where a daemon lives
 * that is its duty. Runs that applies announced are made, if they can be. Does nothing in a project that cannot be
 * opened: the operation that comes next says why.
 */
export function recoverRuns(project: Project): Promise<Result<void>> {
  return toResult(async () => {
    const adapters = await project.adapters().catch((error: unknown) => {
      if (error instanceof MlxError) return undefined;
      throw error;
    });
    if (adapters === undefined) return;
    await engine.recoverRuns(
      { ...adapters, startWorker: (run) => spawnWorker(project, run) },
      new AbortController().signal,
    );
    // What was published, and not judged by its policy before its mlx died.
    if ((await engine.findDaemon(adapters)) === undefined) await settlePolicies(project);
    // Last, since it may wait for what was promoted just now: what an apply announced, and could not make or see to before it ended.
    const worked = await workOnAnnounced(project);
    if (!worked.ok) throw worked.failure;
  });
}

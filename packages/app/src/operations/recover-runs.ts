import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";
import { spawnWorker } from "./start-worker.ts";

/** Brings runs whose mlx died into order; each is told as the event `run-recovered`. */
export function recoverRuns(project: Project): Promise<Result<void>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    await engine.recoverRuns(
      { ...adapters, startWorker: (run) => spawnWorker(project, run) },
      new AbortController().signal,
    );
  });
}

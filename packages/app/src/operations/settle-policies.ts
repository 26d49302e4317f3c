import { MlxError } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";
import { startWorkers } from "./start-workers.ts";
import { workOnAnnounced } from "./work-on-announced.ts";

/**
 * Judges and promotes what is new, as a daemon would; and without one has a mlx in the background work on
 * the evaluations that wait for it, which does the same when it is done.
 */
export async function settlePolicies(project: Project): Promise<void> {
  await engine.promoteDue(await project.adapters());
  await startWorkers(project, "policy");
}

/**
 * After a version or an alias of the registry has changed: policies may promote by it, and runs that were
 * announced may have waited for it. The change is made; what fails here is done by the next mlx that looks.
 */
export async function settleRegistry(project: Project): Promise<void> {
  try {
    await settlePolicies(project);
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
  }
  await workOnAnnounced(project);
}

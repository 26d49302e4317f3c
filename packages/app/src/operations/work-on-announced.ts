import { type AnnouncedRun, type Result, type Run, toResult } from "@mlx/core";
import { findDaemon, makeAnnounced } from "@mlx/engine";
import type { Project } from "../project.ts";
import { startWorkers } from "./start-workers.ts";

export interface AnnouncedWork {
  /** Those that were made now. */
  readonly made: readonly Run[];
  /** Those that cannot be made yet, with what they wait for. */
  readonly waiting: readonly AnnouncedRun[];
  readonly workedOnBy: "daemon" | "workers";
  /** Made, and left until one of those that are under way has ended: without a daemon nobody counts slots. */
  readonly left: number;
}

/**
 * Makes the runs that applies announced, as far as they can be made, and sees to it that somebody works on them:
 * the daemon, or else a mlx of its own in the background for each. Repeatable.
 */
export function workOnAnnounced(project: Project): Promise<Result<AnnouncedWork>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const announced = await makeAnnounced(adapters);
    if ((await findDaemon(adapters)) !== undefined) return { ...announced, workedOnBy: "daemon", left: 0 };
    return { ...announced, workedOnBy: "workers", left: await startWorkers(project, "apply") };
  });
}

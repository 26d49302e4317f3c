import { type AnnouncedRun, type ApplyRecord, type Plan, type Result, type Run, toResult } from "@mlx/core";
import { findDaemon, makeAnnounced } from "@mlx/engine";
import type { Project } from "../project.ts";

export interface AnnouncedRuns {
  /** Those that are made, in the order of the plan. */
  readonly runs: readonly Run[];
  /** Those that cannot be made yet, with what they wait for. */
  readonly waiting: readonly AnnouncedRun[];
  /** A daemon lives that works on them. */
  readonly byDaemon: boolean;
}

/**
 * What became of the runs that a plan announced, after making those that can be made by now. Nobody is told to
 * work on them.
 */
export function announcedRuns(
  project: Project,
  { plan, record }: { readonly plan: Pick<Plan, "runs">; readonly record: Pick<ApplyRecord, "at"> },
): Promise<Result<AnnouncedRuns>> {
  return toResult(async () => {
    const planned = plan.runs ?? [];
    if (planned.length === 0) return { runs: [], waiting: [], byDaemon: false };
    const adapters = await project.adapters();
    const { store } = adapters;
    const { waiting } = await makeAnnounced(adapters);
    const runs: Run[] = [];
    for (const { experiment } of planned) {
      const made = await store.runs.list({ experiment, triggers: ["apply"], since: record.at }, { limit: 1 });
      runs.push(...made.map(({ run }) => run));
    }
    const experiments = new Set(planned.map(({ experiment }) => experiment));
    return {
      runs,
      waiting: waiting.filter(({ experiment }) => experiments.has(experiment)),
      byDaemon: (await findDaemon(adapters)) !== undefined,
    };
  });
}

import type { BackfillPlan } from "@mlx/app";
import type { Run } from "@mlx/core";
import type { Document } from "./document.ts";

export interface Backfilled {
  readonly plan: BackfillPlan;
  /** Absent where nothing was made. */
  readonly created?: { readonly runs: readonly Run[]; readonly hasDaemon: boolean };
}

export function backfillDocument({ plan, created }: Backfilled): Document {
  const runs = new Map(created?.runs.map((run) => [run.scheduledAt, run.id] as const));
  return {
    kind: "backfill",
    id: plan.id,
    experiment: plan.experiment,
    timezone: plan.timezone,
    created: created?.runs.length ?? 0,
    hasDaemon: created?.hasDaemon ?? null,
    times: plan.times.map(({ nominal, previous, skip }) => ({
      nominal,
      windowStart: previous ?? null,
      run: skip?.runId ?? runs.get(nominal) ?? null,
      skipped: skip?.because ?? null,
    })),
  };
}

import type { NewRun, Run, RunSpec, RunState, RunStatus } from "@mlx/core";
import { fromJson, fromOptionalJson, toOptionalJson, toPlainJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import { withoutNulls } from "../without-nulls.ts";

type RunRow = Row<"runs">;
type StatusColumns = Pick<RunRow, "state" | "reason" | "phase" | "message" | "next_attempt_at">;

export const runStates = [
  "PENDING",
  "RUNNING",
  "RETRY",
  "DONE",
  "FAILED",
  "ABORTED",
] as const satisfies readonly RunState[];

/** `readSpec`: see `rememberTexts`. */
export function toRun(row: RunRow, readSpec: (text: RunRow["spec"]) => RunSpec = fromJson): Run {
  const { stop_reason, stop_actor, stop_at, worker, lease_expires_at, window_start, window_end } = row;
  return withoutNulls({
    id: row.id,
    task: row.task,
    trigger: row.trigger,
    actor: row.actor,
    instance: row.instance,
    experiment: row.experiment,
    spec: readSpec(row.spec),
    chain: fromOptionalJson(row.chain),
    tags: fromOptionalJson(row.tags),
    description: row.description,
    exact: row.exact_of === null ? null : { of: row.exact_of },
    priority: row.priority,
    slots: fromOptionalJson(row.slots),
    limits: fromOptionalJson(row.limits),
    readyAt: row.ready_at,
    overlapLimit: row.overlap_limit,
    overlapOf: row.overlap_of,
    scheduledAt: row.scheduled_at,
    window: window_start === null || window_end === null ? null : { start: window_start, end: window_end },
    rerunOf: row.rerun_of,
    backfill: row.backfill,
    status: toStatus(row),
    desired: row.desired,
    stop:
      stop_reason === null || stop_actor === null || stop_at === null
        ? null
        : { reason: stop_reason, actor: stop_actor, at: stop_at },
    attempt: row.attempt,
    forgivenAttempts: row.forgiven_attempts,
    suspectSince: row.suspect_since,
    epoch: row.epoch,
    lease:
      worker === null || lease_expires_at === null
        ? null
        : { worker: fromJson(worker), expiresAt: lease_expires_at },
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  });
}

/** The row of a run that is made: all but its `seq`. */
export function toNewRow(
  namespace: string,
  run: NewRun,
  status: RunStatus,
  createdAt: string,
): Omit<RunRow, "seq"> {
  return {
    namespace,
    id: run.id,
    task: run.task,
    trigger: run.trigger,
    actor: run.actor,
    instance: run.instance,
    experiment: run.experiment ?? null,
    spec: toPlainJson(run.spec),
    chain: run.chain === undefined ? null : toPlainJson(run.chain),
    tags: toOptionalJson(run.tags),
    description: run.description ?? null,
    exact_of: run.exact?.of ?? null,
    priority: run.priority ?? null,
    slots: toOptionalJson(run.slots),
    limits: toOptionalJson(run.limits),
    ready_at: run.readyAt ?? null,
    overlap_limit: run.overlapLimit ?? null,
    overlap_of: run.overlapOf ?? null,
    scheduled_at: run.scheduledAt ?? null,
    window_start: run.window?.start ?? null,
    window_end: run.window?.end ?? null,
    rerun_of: run.rerunOf ?? null,
    backfill: run.backfill ?? null,
    ...statusColumns(status),
    ...{ desired: "RUN", ...noStop, attempt: 0, forgiven_attempts: 0, epoch: 0, ...noLease },
    ...{ created_at: createdAt, started_at: null, ended_at: null, plots: null },
  };
}

export function toStatus({
  state,
  reason,
  phase,
  message,
  next_attempt_at: nextAttemptAt,
}: StatusColumns): RunStatus {
  // Only `statusColumns` writes these, from a status.
  return withoutNulls({ state, reason, phase, message, nextAttemptAt }) as RunStatus;
}

export function statusColumns(status: RunStatus): StatusColumns {
  return {
    state: status.state,
    reason: "reason" in status ? status.reason : null,
    phase: "phase" in status ? status.phase : null,
    message: "message" in status ? (status.message ?? null) : null,
    next_attempt_at: "nextAttemptAt" in status ? status.nextAttemptAt : null,
  };
}

/** What a run has that nobody works on. */
export const noLease = {
  ...{ worker_id: null, worker: null, lease_expires_at: null, suspect_since: null },
} as const;

/** What a run has that nobody wants to stop. */
export const noStop = { stop_reason: null, stop_actor: null, stop_at: null } as const;

import type { Run, RunState, RunStatus } from "@mlx/core";
import { fromJson } from "../json-text.ts";
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

export function toRun(row: RunRow): Run {
  const { stop_reason, stop_actor, stop_at, worker, lease_expires_at } = row;
  return withoutNulls({
    id: row.id,
    task: row.task,
    trigger: row.trigger,
    actor: row.actor,
    instance: row.instance,
    experiment: row.experiment,
    spec: fromJson(row.spec),
    status: toStatus(row),
    desired: row.desired,
    stop:
      stop_reason === null || stop_actor === null || stop_at === null
        ? null
        : { reason: stop_reason, actor: stop_actor, at: stop_at },
    attempt: row.attempt,
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

function toStatus({
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
export const noLease = { worker_id: null, worker: null, lease_expires_at: null } as const;

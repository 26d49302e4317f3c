import type { RunStatus } from "@mlx/core";

/** What a run's status says beside its state: reason or phase. */
export function reasonOf(status: RunStatus): string {
  return status.state === "RUNNING" ? status.phase : status.reason;
}

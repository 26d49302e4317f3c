import type { Run, RunStatus } from "@mlx/core";
import type { Colours } from "../view-options.ts";
import { formatDuration } from "./format.ts";

/** What a run's status says beside its state: reason or phase. */
export function reasonOf(status: RunStatus): string {
  return status.state === "RUNNING" ? status.phase : status.reason;
}

/** `RUNNING EXECUTING`, `DONE`, `FAILED NON_ZERO_EXIT`; an ordinary success needs no reason. */
export function describeStatus(status: RunStatus): string {
  const reason = reasonOf(status);
  return reason === "OK" ? status.state : `${status.state} ${reason}`;
}

export function paintStatus(text: string, { state }: RunStatus, colours: Colours): string {
  switch (state) {
    case "DONE":
      return colours.green(text);
    case "FAILED":
      return colours.red(text);
    case "ABORTED":
    case "RETRY":
      return colours.yellow(text);
    default:
      return colours.cyan(text);
  }
}

/** How long a run took, or has taken so far; empty before its start. */
export function elapsedOf({ startedAt, endedAt }: Run, now: number): string {
  if (startedAt === undefined) return "";
  return formatDuration((endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt));
}

import type { Run, RunStatus } from "@mlx/core";
import { reasonOf } from "@mlx/documents";
import type { Colours } from "../view-options.ts";
import { formatDuration, formatRelative } from "./format.ts";
import { toPlainLines } from "./layout.ts";
import { shortLimit } from "./names.ts";

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

/**
 * What a run that is not under way waits for, in a line: `QUEUED`, `WAITING_SLOT cpus: wants 4, …`,
 * `RETRY the next attempt in 3 min`; empty for all others. `earlier`: the run that one waits for which may
 * not run beside others of its experiment.
 */
export function waitOf(
  { status, readyAt }: Pick<Run, "status" | "readyAt">,
  now: number,
  earlier = "an earlier run of the experiment",
): string {
  if (status.state === "RETRY") {
    const at = Date.parse(status.nextAttemptAt);
    const when = at <= now ? "is due" : formatRelative(at, now);
    return `RETRY the next attempt ${when}`;
  }
  if (status.state !== "PENDING") return "";
  const [message] = toPlainLines(status.message ?? "");
  const later =
    readyAt !== undefined && Date.parse(readyAt) > now
      ? `not before ${formatRelative(Date.parse(readyAt), now)}`
      : undefined;
  const short = message === undefined ? undefined : shortLimit(message);
  const held = status.reason === "WAITING_OVERLAP" ? earlier : undefined;
  return [status.reason, short ?? held ?? later].filter((part) => part !== undefined).join(" ");
}

/** How long a run took, or has taken so far; empty before its start. */
export function elapsedOf({ startedAt, endedAt }: Run, now: number): string {
  if (startedAt === undefined) return "";
  return formatDuration((endedAt === undefined ? now : Date.parse(endedAt)) - Date.parse(startedAt));
}

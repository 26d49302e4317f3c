import type { AbortReason, ExitFacts, FailureReason, JobOutputs, Run } from "@mlx/core";
import { stopMessage } from "./stop-message.ts";

export type Judgement =
  | { readonly verdict: "succeeded"; readonly warnings: readonly string[] }
  | { readonly verdict: "failed"; readonly reason: FailureReason; readonly message: string }
  | { readonly verdict: "aborted"; readonly reason: AbortReason; readonly message: string };

/** What an attempt's end means. Who asked for a stop decides, not the exit code that it led to. */
export function judgeExit(
  exit: ExitFacts,
  outputs: Pick<JobOutputs, "failure" | "stderrTail" | "warnings" | "hints" | "logBytesDropped">,
  {
    stop,
    timeoutSeconds,
    allSeconds,
    stalledSeconds,
  }: {
    readonly stop: Run["stop"];
    readonly timeoutSeconds: number;
    /** Of a step of a chain: the timeout of all steps, of which it had what was left. */
    readonly allSeconds?: number | undefined;
    /** It was stopped because it had not said anything for so long. */
    readonly stalledSeconds?: number | undefined;
  },
): Judgement {
  if (stop !== undefined) return { verdict: "aborted", reason: stop.reason, message: stopMessage(stop) };
  if (exit.lost !== undefined)
    return {
      verdict: "failed",
      reason: exit.lost,
      message:
        exit.lostHow ??
        (exit.lost === "WORKER_LOST"
          ? "the machine was restarted while the program ran"
          : "the program's supervisor was killed, and the program with it"),
    };
  const failed = (reason: FailureReason, ...lines: readonly string[]): Judgement => {
    return { verdict: "failed", reason, message: [...lines, ...outputs.hints].join("\n") };
  };
  if (exit.startError !== undefined) return failed("START_FAILED", exit.startError);
  // So ends a job that is stopped before its start; as nobody else asked for it, its own worker did, and died.
  if (exit.startedAt === undefined && exit.signal === "SIGTERM" && !exit.timedOut)
    return failed("START_FAILED", "it was stopped because its program did not start in time");
  const warnings = [...outputs.warnings];
  if (outputs.logBytesDropped > 0)
    warnings.push(
      `the log grew over its limit: ${outputs.logBytesDropped} bytes were left out of its middle`,
    );
  if (exit.exitCode === 0) {
    if (exit.timedOut)
      warnings.push(`it ended only after ${timeoutText(timeoutSeconds, allSeconds)}, when asked to stop`);
    else if (stalledSeconds !== undefined)
      warnings.push(`it ended when asked to stop, after ${stalledSeconds} s without a line or a metric`);
    if (exit.oomKilled) warnings.push("a child process was killed for lack of memory");
    return { verdict: "succeeded", warnings };
  }
  const timeout = timeoutText(timeoutSeconds, allSeconds);
  if (exit.timedOut) return failed("TIMED_OUT", `it was stopped at ${timeout}`);
  if (stalledSeconds !== undefined)
    return failed(
      "TIMED_OUT",
      `it was stopped after ${stalledSeconds} s without a line or a metric (onStall: stop)`,
    );
  if (exit.oomKilled) return failed("OOM_KILLED", "it was killed for lack of memory");
  const how =
    exit.signal === null
      ? `it exited with code ${exit.exitCode ?? "unknown"}`
      : `it was killed by ${exit.signal}`;
  const why = outputs.failure?.trim() || outputs.stderrTail.at(-1)?.trim();
  return failed("NON_ZERO_EXIT", why ? `${how}: ${why}` : how);
}

function timeoutText(own: number, all = own): string {
  return own === all
    ? `its timeout of ${own} s`
    : `the run's timeout of ${all} s, which all of its steps share`;
}

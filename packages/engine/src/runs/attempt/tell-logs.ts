import type { JobHandle, LogLine, Run } from "@mlx/core";
import type { RunDeps } from "../run-deps.ts";

/**
 * Tells the lines of a job until it has ended, or the signal. Never rejects: they are for those who
 * look on, and that they cannot be read changes nothing about the run. False: they cannot be read.
 */
export async function tellLogs(
  run: Run,
  handle: JobHandle,
  { executors, emit, clock }: RunDeps,
  signal: AbortSignal,
  onLine: (line: LogLine) => void = () => {},
): Promise<boolean> {
  try {
    for await (const { line } of executors[handle.executor].logs(handle, { follow: true, signal })) {
      onLine(line);
      emit({ type: "run-log", runId: run.id, line });
    }
    return true;
  } catch (error) {
    if (signal.aborted) return true;
    const message = `its log cannot be followed: ${error instanceof Error ? error.message : String(error)}`;
    emit({ type: "run-warning", at: clock.now(), runId: run.id, message });
    return false;
  }
}

import type { JobHandle, Run } from "@mlx/core";
import type { RunDeps } from "./run-deps.ts";

/**
 * Tells the lines of a job until it has ended, or the signal. Never rejects: they are for those who look on, and that they
 * cannot be read changes nothing about the run.
 */
export async function tellLogs(
  run: Run,
  handle: JobHandle,
  { executors, emit, clock }: RunDeps,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const { line } of executors[handle.executor].logs(handle, { follow: true, signal }))
      emit({ type: "run-log", runId: run.id, line });
  } catch (error) {
    if (signal.aborted) return;
    const message = `its log cannot be followed: ${error instanceof Error ? error.message : String(error)}`;
    emit({ type: "run-warning", at: clock.now(), runId: run.id, message });
  }
}

import { isTerminal, type RunRecord } from "@mlx/core";
import { noSuchRun } from "../errors.ts";
import type { RunDeps } from "./run-deps.ts";
import { tellLogs } from "./tell-logs.ts";

/**
 * Tells what happens to a run that another process works on, until it is terminal or the signal is
 * aborted: status, log lines from the beginning of the newest attempt, metrics. Failure: 3012.
 */
export async function watchRun(runId: string, deps: RunDeps, signal: AbortSignal): Promise<RunRecord> {
  const { store, executors, clock, emit } = deps;
  const shown = new Map<string, number>();
  let told = "";
  let logs: Promise<boolean> | undefined;
  let logsOf = 0;
  for (;;) {
    const record = await store.runs.record(runId);
    if (record === undefined) throw noSuchRun(runId);
    const { run } = record;
    const status = JSON.stringify(run.status);
    if (status !== told) emit({ type: "run-status", at: clock.now(), run, status: run.status });
    told = status;
    for (const { name, last, count, lastAt } of record.metrics) {
      if (shown.get(name) === count) continue;
      shown.set(name, count);
      emit({ type: "run-metric", runId, point: { name, value: last, step: count, at: lastAt } });
    }
    if (run.attempt > logsOf) {
      const handle = await executors[run.spec.executor].find({ runId, attempt: run.attempt });
      if (handle !== undefined) {
        logsOf = run.attempt;
        logs = tellLogs(record.run, handle, deps, signal);
      }
    }
    if (isTerminal(run.status.state) || signal.aborted) {
      await logs;
      return record;
    }
    try {
      await clock.sleep(500, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

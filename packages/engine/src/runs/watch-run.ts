import { isTerminal, type RunRecord } from "@mlx/core";
import { tellLogs } from "./attempt/tell-logs.ts";
import { noSuchRun } from "./errors.ts";
import type { RunDeps } from "./run-deps.ts";

/**
 * Tells what happens to a run that another process works on, until it is terminal or the signal is
 * aborted: status, log lines from the beginning of the newest attempt, metrics; how it ended comes last.
 * Failure: 3012.
 */
export async function watchRun(runId: string, deps: RunDeps, signal: AbortSignal): Promise<RunRecord> {
  const { store, executors, clock, emit } = deps;
  const tellMetrics = createMetricsTeller(deps);
  const tellSteps = createStepsTeller(deps);
  let told = "";
  let logs: Promise<boolean> | undefined;
  let logsOf = 0;
  for (;;) {
    const record = await store.runs.record(runId);
    if (record === undefined) throw noSuchRun(runId);
    const { run } = record;
    const tellStatus = () => {
      const status = JSON.stringify(run.status);
      if (status !== told) emit({ type: "run-status", at: clock.now(), run, status: run.status });
      told = status;
    };
    const isOver = isTerminal(run.status.state);
    tellSteps(record);
    if (!isOver) {
      tellStatus();
      tellMetrics(record);
    }
    // The steps of a chain all have a log to be told, however short they were.
    const first = run.chain === undefined ? run.attempt : logsOf + 1;
    for (let attempt = first; attempt > logsOf && attempt <= run.attempt; attempt += 1) {
      const handle = await executors[run.spec.executor].find({ runId, attempt });
      if (handle === undefined) continue;
      await logs;
      logsOf = attempt;
      logs = tellLogs(record.run, handle, deps, signal);
    }
    if (isOver || signal.aborted) await logs;
    if (isOver) {
      // What came before the end is told before it, however short the run was.
      tellMetrics(record);
      tellStatus();
    }
    if (isOver || signal.aborted) return record;
    try {
      await clock.sleep(500, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** Tells each attempt at a step of a chain when it begins, and what was skipped when it is known. */
function createStepsTeller({ emit, clock }: Pick<RunDeps, "emit" | "clock">) {
  const told = new Map<number, string | undefined>();
  return ({ run, attempts }: RunRecord) => {
    for (const { number, step: index, left } of attempts) {
      const task = index === undefined ? undefined : run.chain?.[index]?.task;
      const skipped = left?.skipped;
      if (index === undefined || task === undefined || run.chain === undefined) continue;
      if (told.has(number) && told.get(number) === skipped) continue;
      told.set(number, skipped);
      emit({
        ...{ type: "run-step", at: clock.now(), runId: run.id, task, index, steps: run.chain.length },
        ...(skipped === undefined ? {} : { skipped }),
      });
    }
  };
}

/** Tells the newest point of each metric that has another one since it was told last. */
function createMetricsTeller({ emit }: Pick<RunDeps, "emit">) {
  const shown = new Map<string, number>();
  return ({ run, metrics }: RunRecord) => {
    const fresh = metrics.filter(({ name, count }) => shown.get(name) !== count);
    for (const { name, last, count, lastAt } of fresh.sort((a, b) => a.lastAt - b.lastAt)) {
      shown.set(name, count);
      // One point alone is most often a value of the end, which has no step.
      const step = count === 1 ? {} : { step: count };
      emit({ type: "run-metric", runId: run.id, point: { name, value: last, at: lastAt, ...step } });
    }
  };
}

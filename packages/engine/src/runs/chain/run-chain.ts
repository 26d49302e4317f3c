import {
  type Attempt,
  type ChainStep,
  MlxError,
  type Run,
  type RunFence,
  type RunOutput,
  timestamp,
} from "@mlx/core";
import { type AttemptWork, endRun, endStep, setPhase } from "../attempt/attempt-work.ts";
import { inPublishTime } from "../attempt/conclude-attempt.ts";
import { failAttempt } from "../attempt/fail-attempt.ts";
import { failureMessage } from "../attempt/failure-reason.ts";
import { finishRun } from "../attempt/finish-run.ts";
import { deliverOutputs } from "../attempt/publish-outputs.ts";
import type { AttemptOptions } from "../attempt/run-attempt.ts";
import { stopMessage } from "../attempt/stop-message.ts";
import { tryAttempt } from "../attempt/try-attempt.ts";
import { attemptUnderWay, placeHere } from "../recover/job-place.ts";
import type { RunDeps } from "../run-deps.ts";
import { type EndedStep, endedSteps, viewOfStep } from "./chain-progress.ts";
import { whySkipped } from "./why-skipped.ts";

export interface ChainWork {
  readonly run: Run;
  readonly chain: readonly ChainStep[];
  readonly fence: RunFence;
  readonly deps: RunDeps;
  readonly signal: AbortSignal;
}

/**
 * Works on the steps of a run, one after the other, until it has ended or waits for a further attempt. What
 * is there of it decides where it goes on: steps that have ended well are not run again, also not after a
 * crash, or after the run was reopened.
 */
export async function runChain(work: ChainWork, { onlyUnderWay }: AttemptOptions): Promise<void> {
  const { chain, deps, signal } = work;
  for (;;) {
    const record = await deps.store.runs.record(work.run.id);
    if (record?.run.status.state !== "RUNNING") return;
    const { run, attempts } = record;
    signal.throwIfAborted();
    const ended = endedSteps(chain, attempts);
    await tellSteps({ ...work, run }, ended);
    const underWay = attemptUnderWay(run, attempts);
    const index = underWay?.step ?? chain.findIndex((_, at) => !ended.some((each) => each.index === at));
    const step = chain[index];
    if (run.stop !== undefined && underWay === undefined) return abortBetween(work, run, step);
    if (step === undefined) return endChain({ ...work, run }, ended, attempts);
    if (onlyUnderWay && underWay === undefined) return;
    const before = ended.filter((each) => each.index < index);
    const view = viewOfStep(run, step, before);
    const position = { steps: chain, index, step, ended: before };
    await workOnStep({ ...work, run: view, chain: position, attempts }, underWay);
  }
}

/** Tries a step once, or finds that it is not to be tried. */
async function workOnStep(
  work: Omit<AttemptWork, "executor"> & Required<Pick<AttemptWork, "chain">>,
  underWay: Attempt | undefined,
): Promise<void> {
  const { run, chain, fence, deps } = work;
  const { index, step, steps, ended } = chain;
  if (underWay !== undefined) return tryAttempt(work);
  const skipped = whySkipped(step, ended, await measuredBy(work, ended));
  const told = { type: "run-step", at: deps.clock.now(), runId: run.id, task: step.task, index } as const;
  deps.emit({ ...told, steps: steps.length, ...(skipped === undefined ? {} : { skipped }) });
  const attempt: Attempt = {
    runId: run.id,
    number: run.attempt + 1,
    epoch: fence.epoch,
    executor: step.spec.executor,
    ...placeHere(deps),
    step: index,
  };
  if (skipped !== undefined)
    return endStep(work, attempt, { outputs: {}, skipped }, { reason: "OK", message: skipped });
  if (run.spec.timeoutSeconds < 1) {
    const message = `the steps before it took all of the run's timeout of ${step.spec.timeoutSeconds} s`;
    const executor = deps.executors[attempt.executor];
    return failAttempt({ ...work, executor }, attempt, { verdict: "failed", reason: "TIMED_OUT", message });
  }
  return tryAttempt(work);
}

/** What steps have measured; of a metric of several the one of the latest step. */
async function measuredBy({ run, deps }: Pick<AttemptWork, "run" | "deps">, ended: readonly EndedStep[]) {
  const measured = new Map<string, number>();
  for (const { attempt } of ended)
    for (const { name, last } of await deps.store.runs.metricSummaries(run.id, attempt.number))
      measured.set(name, last);
  return Array.from(measured, ([name, last]) => ({ name, last }));
}

/** Has each step that ended in the run's history, once. */
async function tellSteps({ run, fence, deps }: ChainWork, ended: readonly EndedStep[]): Promise<void> {
  if (ended.length === 0) return;
  const events = await deps.store.runs.events(run.id);
  const told = new Set(events.flatMap(({ type, data }) => (type === "step" ? [data?.attempt] : [])));
  for (const { step, attempt, result } of ended) {
    if (told.has(attempt.number)) continue;
    const { skipped } = result;
    await deps.store.runs.appendEvent(fence, {
      at: timestamp(deps.clock.now()),
      actor: deps.actor,
      type: "step",
      ...(skipped === undefined ? {} : { reason: skipped }),
      data: {
        task: step.task,
        attempt: attempt.number,
        outcome: result.cachedFrom !== undefined ? "cached" : skipped === undefined ? "done" : "skipped",
        ...(skipped === undefined ? {} : { reason: skipped }),
      },
    });
  }
}

/** A stop that was asked for while no program ran. */
async function abortBetween(work: ChainWork, run: Run, next: ChainStep | undefined): Promise<void> {
  const { deps } = work;
  if (run.stop === undefined) return;
  const before = next === undefined ? "before its outputs were published" : `before ${next.task} began`;
  const status = {
    state: "ABORTED",
    reason: run.stop.reason,
    message: `${stopMessage(run.stop)} ${before}`,
  } as const;
  const over = await endRun(work, undefined, status, {});
  deps.emit({ type: "run-status", at: deps.clock.now(), run: over.run, status });
}

/** All steps have ended: what they made is handed out and published, of all at once. */
async function endChain(
  work: ChainWork,
  ended: readonly EndedStep[],
  attempts: readonly Attempt[],
): Promise<void> {
  const { run, fence, deps, signal } = work;
  const whole = { run, fence, deps, signal, attempts };
  let outputs: readonly RunOutput[];
  try {
    await setPhase(whole, "PUBLISHING");
    outputs = await inPublishTime(whole, async (late) => {
      const delivered: RunOutput[] = [];
      for (const { step, attempt, result } of run.exact === undefined ? ended : []) {
        const view = { ...run, spec: step.spec };
        delivered.push(...(await deliverOutputs(view, attempt, result, deps, late)));
      }
      return delivered;
    });
  } catch (error) {
    if (signal.aborted || !(error instanceof MlxError) || error.code.startsWith("MLX5")) throw error;
    const status = { state: "FAILED", reason: "PUBLISH_FAILED", message: failureMessage(error) } as const;
    const over = await endRun(whole, undefined, status, {});
    deps.emit({ type: "run-status", at: deps.clock.now(), run: over.run, status });
    return;
  }
  const warnings = ended.flatMap(({ step, attempt: { outcome } }) => {
    const isWarned = outcome?.reason === "OK_WITH_WARNINGS" && outcome.message !== undefined;
    return isWarned ? [`${step.task}: ${outcome.message}`] : [];
  });
  const tasks = ended.map(({ step: { task, spec }, attempt, result }) => ({ task, spec, attempt, result }));
  await finishRun(whole, { tasks, outputs, warnings });
}

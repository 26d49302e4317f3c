import {
  type Attempt,
  type DatasetFile,
  formatModelVersion,
  type JobHandle,
  type Lineage,
  type Metrics,
  MlxError,
  nameOf,
  type Run,
  type RunEnding,
  type RunFence,
  type RunPhase,
  type TrainingInputs,
  timestamp,
} from "@mlx/core";
import { buildSubmission } from "./build-submission.ts";
import { failureMessage, publishFailureReason, startFailureReason } from "./failure-reason.ts";
import { type Judgement, judgeExit } from "./judge-exit.ts";
import { finalPoints, observeJob } from "./observe-job.ts";
import { type PublishedOutputs, publishOutputs } from "./publish-outputs.ts";
import { repeat } from "./repeat.ts";
import { type EndedAttempt, retryDelay } from "./retry-policy.ts";
import type { RunDeps } from "./run-deps.ts";

/**
 * Brings the newest attempt of a claimed run to its end, or starts the next one. It looks at what
 * is there (attempt row, job) and does what is missing, so the same call serves a new run, one whose
 * worker died at any line, and one that only waits for its outputs to be published.
 * Aborting the signal leaves the program running and the run as it stands.
 */
export async function runAttempt(
  run: Run,
  fence: RunFence,
  deps: RunDeps,
  signal: AbortSignal,
): Promise<void> {
  const attempts = (await deps.store.runs.record(run.id))?.attempts ?? [];
  const work: AttemptWork = { run, fence, deps, signal, attempts };
  const attempt = attempts.find(({ number, outcome }) => number === run.attempt && outcome === undefined) ?? {
    runId: run.id,
    number: run.attempt + 1,
    epoch: fence.epoch,
    executor: deps.executor.name,
  };
  try {
    const started = await ensureStarted(work, attempt);
    if (started !== undefined) await followToEnd(work, started.attempt, started.handle);
  } catch (error) {
    if (signal.aborted || (error instanceof MlxError && error.code.startsWith("MLX5"))) throw error;
    if (error instanceof MlxError) {
      const message = failureMessage(error);
      await conclude(work, attempt, { verdict: "failed", reason: startFailureReason(error), message });
      return;
    }
    await conclude(work, attempt, { verdict: "failed", reason: "INTERNAL", message: String(error) });
    throw error;
  }
}

interface AttemptWork {
  readonly run: Run;
  readonly fence: RunFence;
  readonly deps: RunDeps;
  readonly signal: AbortSignal;
  /** All attempts before this call. */
  readonly attempts: readonly Attempt[];
}

/** The job of the attempt, found or started; `undefined` when a stop came first and the run is over. */
async function ensureStarted(
  work: AttemptWork,
  attempt: Attempt,
): Promise<{ readonly attempt: Attempt; readonly handle: JobHandle } | undefined> {
  const { run, fence, deps, signal } = work;
  const { executor, store, clock } = deps;
  const found = await executor.find({ runId: run.id, attempt: attempt.number });
  if (found !== undefined && (await executor.observe(found)).phase !== "submitted")
    return { attempt: await putHandle(work, attempt, found), handle: found };

  await store.runs.putAttempt(fence, attempt);
  deps.emit({ type: "attempt-started", at: clock.now(), attempt });
  const asked = new AbortController();
  const done = new AbortController();
  const watching = repeat(clock, 500, AbortSignal.any([done.signal, signal]), async () => {
    if ((await store.runs.get(run.id))?.desired === "STOP") asked.abort();
  });
  try {
    if (run.desired === "STOP") asked.abort();
    asked.signal.throwIfAborted();
    const { inputs, staged } = await stageInputs(work);
    const submission = await buildSubmission(run, attempt.number, inputs, deps.secrets);
    const environment = await executor.prepare(submission, {
      signal: AbortSignal.any([asked.signal, signal]),
      onProgress: (message) => deps.emit({ type: "run-progress", at: clock.now(), runId: run.id, message }),
    });
    asked.signal.throwIfAborted();
    await setPhase(work, "STARTING");
    const prepared = { ...attempt, environment, staged };
    await store.runs.putAttempt(fence, prepared);
    const handle = await executor.submit(submission);
    return { attempt: await putHandle(work, prepared, handle), handle };
  } catch (error) {
    if (!asked.signal.aborted || signal.aborted) throw error;
    const stop = (await store.runs.get(run.id))?.stop;
    const reason = stop?.reason ?? "CANCELLED";
    await conclude(work, attempt, {
      verdict: "aborted",
      reason,
      message: `stopped by ${stop?.actor ?? deps.actor} before the program started`,
    });
    return undefined;
  } finally {
    done.abort();
    await watching;
  }
}

async function putHandle(
  { fence, deps }: AttemptWork,
  attempt: Attempt,
  handle: JobHandle,
): Promise<Attempt> {
  if (attempt.handle !== undefined) return attempt;
  const started = { ...attempt, handle: handle.data, startedAt: timestamp(deps.clock.now()) };
  await deps.store.runs.putAttempt(fence, started);
  return started;
}

async function stageInputs({ run, deps }: AttemptWork) {
  const inputs: Record<string, readonly DatasetFile[]> = {};
  const staged: Record<string, { readonly fingerprint: `sha256:${string}`; readonly files: number }> = {};
  for (const [channel, { spec }] of Object.entries(run.spec.inputs)) {
    const { fingerprint, files } = await deps.datasets.fingerprint(spec);
    inputs[channel] = files;
    staged[channel] = { fingerprint, files: files.length };
  }
  return { inputs, staged };
}

async function setPhase({ run, fence, deps }: AttemptWork, phase: RunPhase): Promise<void> {
  const status = { state: "RUNNING", phase } as const;
  const at = deps.clock.now();
  const changed = await deps.store.runs.transition(fence, status, { at: timestamp(at), actor: deps.actor });
  deps.emit({ type: "run-status", at, run: changed, status });
  void run;
}

async function followToEnd(work: AttemptWork, attempt: Attempt, handle: JobHandle): Promise<void> {
  const { run, fence, deps, signal } = work;
  await setPhase(work, "EXECUTING");
  const { exit, lastSteps } = await observeJob(run, fence, handle, deps, signal);
  const ended: Attempt = {
    ...attempt,
    exit,
    ...(exit.startedAt === undefined ? {} : { startedAt: exit.startedAt }),
  };
  await deps.store.runs.putAttempt(fence, ended);
  const left = await deps.executor.collect(handle);
  const stop = (await deps.store.runs.get(run.id))?.stop;
  const judgement = judgeExit(exit, left, { stop, timeoutSeconds: run.spec.timeoutSeconds });
  const points = finalPoints(left.finalMetrics, lastSteps, deps.clock.now());
  if (points.length > 0) await deps.store.runs.appendMetrics(fence, points);
  if (judgement.verdict !== "succeeded") return conclude(work, ended, judgement);
  await setPhase(work, "PUBLISHING");
  let published: PublishedOutputs;
  try {
    published = await publishOutputs(run, left, deps);
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return conclude(work, ended, {
      verdict: "failed",
      reason: publishFailureReason(error),
      message: failureMessage(error),
    });
  }
  await finish(work, ended, judgement.warnings, published);
  await deps.executor.cleanup(handle);
}

/** The end of a run that did what it should: outputs, model version and last state in one transaction. */
async function finish(
  work: AttemptWork,
  attempt: Attempt,
  warnings: readonly string[],
  { model, outputs }: PublishedOutputs,
): Promise<void> {
  const { run, fence, deps } = work;
  const reason = warnings.length === 0 ? "OK" : "OK_WITH_WARNINGS";
  for (const message of warnings) {
    const at = timestamp(deps.clock.now());
    await deps.store.runs.appendEvent(fence, { at, actor: deps.actor, type: "warning", reason: message });
    deps.emit({ type: "run-warning", at: deps.clock.now(), runId: run.id, message });
  }
  const status = {
    state: "DONE",
    reason,
    ...(warnings.length === 0 ? {} : { message: warnings.join("; ") }),
  } as const;
  const result = await end(work, attempt, status, {
    outputs,
    ...(model === undefined
      ? {}
      : {
          model: {
            id: deps.ids.uuid(),
            model: nameOf(run.instance),
            instance: run.instance,
            ...(run.experiment === undefined ? {} : { experiment: run.experiment }),
            runId: run.id,
            artifact: model,
            metrics: await lastValues(work),
            inputs: usedInputs(run, attempt),
            lineage: toLineage(run, attempt),
          },
        }),
  });
  const at = deps.clock.now();
  for (const output of outputs) deps.emit({ type: "output-published", at, runId: run.id, output });
  if (result.model !== undefined)
    deps.emit({ type: "model-published", at, runId: run.id, model: formatModelVersion(result.model) });
  deps.emit({ type: "run-status", at, run: result.run, status });
}

async function lastValues({ run, deps }: AttemptWork): Promise<Metrics> {
  const summaries = await deps.store.runs.metricSummaries(run.id);
  return Object.fromEntries(summaries.map(({ name, last }) => [name, last]));
}

/** The training inputs with the data that was really staged. */
function usedInputs({ spec }: Run, { staged }: Attempt): TrainingInputs {
  const { trainingInputs } = spec;
  return {
    ...trainingInputs,
    datasets: Object.fromEntries(
      Object.entries(trainingInputs.datasets).map(([channel, input]) => [
        channel,
        { ...input, fingerprint: staged?.[channel]?.fingerprint ?? input.fingerprint },
      ]),
    ),
  };
}

function toLineage({ spec }: Run, { environment }: Attempt): Lineage {
  return { ...spec.lineage, ...(environment === undefined ? {} : { environment }) };
}

/** The end of an attempt that did not succeed: another one later, or the end of the run. */
async function conclude(
  work: AttemptWork,
  attempt: Attempt,
  judgement: Exclude<Judgement, { verdict: "succeeded" }>,
): Promise<void> {
  const { run, fence, deps, attempts } = work;
  const { reason, message } = judgement;
  const now = deps.clock.now();
  if (judgement.verdict === "aborted") {
    const status = { state: "ABORTED", reason: judgement.reason, message } as const;
    const ended = await end(work, attempt, status, {});
    deps.emit({ type: "run-status", at: now, run: ended.run, status });
    return;
  }
  const earlier = attempts.filter(({ number }) => number < attempt.number).flatMap(toEndedAttempt);
  const failed: EndedAttempt = {
    reason: judgement.reason,
    ...(attempt.exit === undefined ? {} : { exitCode: attempt.exit.exitCode }),
  };
  const delay = retryDelay(run.spec.retry, [...earlier, failed], deps.random());
  if (delay === undefined) {
    const status = { state: "FAILED", reason: judgement.reason, message } as const;
    const ended = await end(work, attempt, status, {});
    deps.emit({ type: "run-status", at: now, run: ended.run, status });
    return;
  }
  await deps.store.runs.putAttempt(fence, {
    ...attempt,
    endedAt: timestamp(now),
    outcome: { reason, message },
  });
  const status = {
    state: "RETRY",
    reason: judgement.reason,
    message,
    nextAttemptAt: timestamp(now + delay),
  } as const;
  const waiting = await deps.store.runs.transition(fence, status, { at: timestamp(now), actor: deps.actor });
  deps.emit({ type: "run-status", at: now, run: waiting, status });
}

function toEndedAttempt({ outcome, exit }: Attempt): readonly EndedAttempt[] {
  if (outcome === undefined || !isFailure(outcome.reason)) return [];
  return [{ reason: outcome.reason, ...(exit === undefined ? {} : { exitCode: exit.exitCode }) }];
}

function isFailure(reason: NonNullable<Attempt["outcome"]>["reason"]): reason is EndedAttempt["reason"] {
  return !["OK", "CACHED", "OK_WITH_WARNINGS", "CANCELLED", "REPLACED", "DELETED_RESOURCE"].includes(reason);
}

async function end(
  { fence, deps }: AttemptWork,
  attempt: Attempt,
  status: RunEnding["status"],
  published: Pick<RunEnding, "outputs" | "model">,
) {
  const endedAt = timestamp(deps.clock.now());
  const outcome = {
    reason: status.reason,
    ...(status.message === undefined ? {} : { message: status.message }),
  };
  return deps.store.runs.end(
    fence,
    { status, endedAt, attempt: { ...attempt, endedAt, outcome }, ...published },
    { actor: deps.actor },
  );
}

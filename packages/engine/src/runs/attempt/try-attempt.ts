import { type Attempt, type JobHandle, MlxError } from "@mlx/core";
import { attemptUnderWay, placeHere } from "../recover/job-place.ts";
import { type AttemptWork, setPhase, timeoutsOf } from "./attempt-work.ts";
import { concludeAttempt } from "./conclude-attempt.ts";
import { ensureStarted } from "./ensure-started.ts";
import { failAttempt } from "./fail-attempt.ts";
import { failureMessage, startFailureReason } from "./failure-reason.ts";
import { judgeExit } from "./judge-exit.ts";
import { finalPoints, observeJob } from "./observe-job.ts";
import { findUnpublished, publishAgain } from "./publish-again.ts";
import { stopMessage } from "./stop-message.ts";

/**
 * Brings the newest attempt of a run, or of a step of its chain, to its end, or starts the next one. It looks
 * at what is there (attempt row, job) and does what is missing, so the same call serves a new one, one whose
 * worker died at any line, and one that only waits for its outputs to be published, perhaps again.
 * Aborting the signal leaves the program running and the run as it stands.
 */
export async function tryAttempt(given: Omit<AttemptWork, "executor">): Promise<void> {
  const { run, chain, fence, deps, attempts } = given;
  const unpublished = await findUnpublished(given);
  if (unpublished !== undefined) {
    const executor = deps.executors[unpublished.attempt.executor];
    return publishAgain({ ...given, executor }, unpublished);
  }
  const attempt = attemptUnderWay(run, attempts) ?? {
    runId: run.id,
    number: run.attempt + 1,
    epoch: fence.epoch,
    executor: run.spec.executor,
    ...placeHere(deps),
    ...(chain === undefined ? {} : { step: chain.index }),
  };
  const work: AttemptWork = { ...given, executor: deps.executors[attempt.executor] };
  const started = await start(work, attempt);
  // From here on the program decides: a failure to watch it leaves the run as it stands.
  if (started !== undefined) await followToEnd(work, started.attempt, started.handle);
}

/** `undefined` when the attempt is over without a program: stopped before, or not to be started. */
async function start(work: AttemptWork, attempt: Attempt): ReturnType<typeof ensureStarted> {
  try {
    return await ensureStarted(work, attempt);
  } catch (error) {
    const isStoreFailure = error instanceof MlxError && error.code.startsWith("MLX5");
    if (work.signal.aborted || isStoreFailure || (await mayRun(work, attempt))) throw error;
    const stop = (await work.deps.store.runs.get(work.run.id))?.stop;
    if (stop !== undefined) {
      const message = `${stopMessage(stop)} before the program started`;
      await failAttempt(work, attempt, { verdict: "aborted", reason: stop.reason, message });
      return undefined;
    }
    if (error instanceof MlxError) {
      const message = failureMessage(error);
      await failAttempt(work, attempt, {
        verdict: "failed",
        reason: startFailureReason(error, work.run),
        message,
      });
      return undefined;
    }
    await failAttempt(work, attempt, { verdict: "failed", reason: "INTERNAL", message: String(error) });
    throw error;
  }
}

/** True unless it is sure that no program of the attempt runs. */
async function mayRun({ run, executor }: AttemptWork, { number }: Attempt): Promise<boolean> {
  const handle = await executor.find({ runId: run.id, attempt: number });
  if (handle === undefined) return false;
  const { phase } = await executor.observe(handle);
  return phase === "running";
}

async function followToEnd(work: AttemptWork, attempt: Attempt, handle: JobHandle): Promise<void> {
  const { run, fence, deps, executor } = work;
  // One that is being stopped stays so: whoever worked on it before has asked for it.
  const isStopping = run.status.state === "RUNNING" && run.status.phase === "STOPPING";
  if (!isStopping) await setPhase(work, "EXECUTING");
  const { exit, lastSteps, stalledSeconds, ...observed } = await observeJob(work, attempt, handle);
  const left = await executor.collect(handle);
  if (left.logBytesDropped > 0)
    deps.emit({ type: "log-truncated", at: deps.clock.now(), runId: run.id, bytes: left.logBytesDropped });
  const ended: Attempt = {
    ...attempt,
    exit,
    ...(exit.startedAt === undefined ? {} : { startedAt: exit.startedAt }),
    ...(left.eventLog === undefined ? {} : { eventLog: left.eventLog }),
  };
  await deps.store.runs.putAttempt(fence, ended);
  const stop = (await deps.store.runs.get(run.id))?.stop;
  const timeouts = timeoutsOf(work);
  // It ended before its stopping was seen.
  if ((stop !== undefined || exit.timedOut) && !isStopping && !observed.isStopping)
    await setPhase(work, "STOPPING");
  const judgement = judgeExit(exit, left, { stop, ...timeouts, stalledSeconds });
  const points = finalPoints(left.finalMetrics, lastSteps, deps.clock.now());
  if (points.length > 0) await deps.store.runs.appendMetrics(fence, ended.number, points);
  await concludeAttempt(work, { attempt: ended, handle, left }, judgement);
}

import { type Attempt, defaultRunTimeouts, type JobHandle, type MlxError, timestamp } from "@mlx/core";
import { takeOverCached } from "../chain/step-cache.ts";
import { isElsewhere } from "../recover/job-place.ts";
import { repeat } from "../repeat.ts";
import { unlessBusy } from "../unless-busy.ts";
import { type AttemptWork, endRun, endStep, setPhase, tellWarnings } from "./attempt-work.ts";
import { checkSameSoftware } from "./exact-inputs.ts";
import { failAttempt } from "./fail-attempt.ts";
import { failureMessage } from "./failure-reason.ts";
import { orAborted } from "./or-aborted.ts";
import { prepareSubmission } from "./prepare-submission.ts";
import { createPartTimer, type PartTimer, reasonOfPart } from "./run-parts.ts";
import { stopMessage } from "./stop-message.ts";
import { submitAttempt } from "./submit-attempt.ts";

export interface StartedAttempt {
  readonly attempt: Attempt;
  readonly handle: JobHandle;
}

/** How long preparations that are to end may take to do so. */
const patienceMilliseconds = 5000;

/**
 * The job of the attempt, found or started. `undefined` when the attempt is over without one: a stop
 * came first, a part of it took longer than it may, or the job that there was cannot be found.
 */
export async function ensureStarted(
  work: AttemptWork,
  attempt: Attempt,
): Promise<StartedAttempt | undefined> {
  const { run, fence, deps, executor } = work;
  const found = await executor.find({ runId: run.id, attempt: attempt.number });
  if (found !== undefined && (await executor.observe(found)).phase !== "submitted")
    return { attempt: await putHandle(work, attempt, found), handle: found };
  if (found === undefined && (attempt.handle !== undefined || isElsewhere(attempt, deps))) {
    const { host, folder } = attempt.place ?? {};
    const message = isElsewhere(attempt, deps)
      ? `its job cannot be found from here: it was submitted from ${folder} on ${host}`
      : "its job cannot be found from here: its folder is gone, or it was started on another machine";
    await failAttempt(work, attempt, { verdict: "failed", reason: "WORKER_LOST", message });
    return undefined;
  }
  await deps.store.runs.putAttempt(fence, attempt);
  deps.emit({ type: "attempt-started", at: deps.clock.now(), attempt });
  const stop = watchForStop(work);
  const timer = createPartTimer(deps.clock, run.spec.timeouts ?? defaultRunTimeouts);
  try {
    return await start(work, attempt, { timer, asked: stop.asked });
  } finally {
    timer.end();
    await stop.end();
  }
}

interface Interruptions {
  readonly timer: PartTimer;
  /** Somebody wants the run to be stopped. */
  readonly asked: AbortSignal;
}

async function start(
  work: AttemptWork,
  attempt: Attempt,
  { timer, asked }: Interruptions,
): Promise<StartedAttempt | undefined> {
  const { fence, deps, executor, signal } = work;
  const { store, clock } = deps;
  const interrupted = AbortSignal.any([asked, timer.signal, signal]);
  const unlessInterrupted = <T>(promise: Promise<T>, patience = 0) =>
    orAborted(promise, interrupted, clock, patience);
  let prepared: Attempt;
  let submission: Awaited<ReturnType<typeof prepareSubmission>>["submission"];
  try {
    interrupted.throwIfAborted();
    const made = await unlessInterrupted(prepareSubmission(work, attempt.number, interrupted));
    submission = made.submission;
    if (made.empty !== undefined) {
      await endEmpty(work, { ...attempt, staged: made.staged }, made.empty);
      return undefined;
    }
    timer.enter(executor.name === "docker" ? "image" : "environment");
    if (executor.name === "docker") await setPhase(work, "PULLING");
    const onProgress = (message: string) =>
      deps.emit({ type: "run-progress", at: clock.now(), runId: work.run.id, message });
    const environment = await unlessInterrupted(
      executor.prepare(submission, { signal: interrupted, onProgress }),
      patienceMilliseconds,
    );
    interrupted.throwIfAborted();
    if (made.exact !== undefined) checkSameSoftware(made.exact, environment);
    prepared = { ...attempt, environment, staged: made.staged };
    if (await takeOverCached(work, prepared)) return undefined;
  } catch (error) {
    if (signal.aborted || !interrupted.aborted) throw error;
    await (asked.aborted ? abort(work, attempt) : failLate(work, attempt, timer));
    return undefined;
  }
  timer.enter("inputs");
  await setPhase(work, "STARTING");
  await store.runs.putAttempt(fence, prepared);
  const submitted = await submitAttempt(work, submission, { timer, asked });
  if (!("late" in submitted)) {
    const { handle, startedAt } = submitted;
    return { attempt: await putHandle(work, prepared, handle, startedAt), handle };
  }
  const { handle, exit } = submitted;
  const ended = {
    ...prepared,
    ...(handle === undefined ? {} : { handle: handle.data }),
    ...(exit === undefined ? {} : { exit }),
  };
  await failLate(work, ended, timer);
  if (handle !== undefined) await executor.cleanup(handle, { keepFiles: true });
  return undefined;
}

/** Ends an attempt whose program has nothing to do, and is not started for that. */
async function endEmpty(work: AttemptWork, attempt: Attempt, message: string): Promise<void> {
  const { deps, chain } = work;
  await tellWarnings(work, [message]);
  const outcome = { reason: "OK_WITH_WARNINGS", message } as const;
  if (chain !== undefined) return endStep(work, attempt, { outputs: {}, skipped: message }, outcome);
  const status = { state: "DONE", ...outcome } as const;
  const ended = await endRun(work, attempt, status, {});
  deps.emit({ type: "run-status", at: deps.clock.now(), run: ended.run, status });
}

/** Looks whether somebody asks for a stop, until `end`. */
function watchForStop({ run, deps, signal }: AttemptWork) {
  const asked = new AbortController();
  const done = new AbortController();
  if (run.desired === "STOP") asked.abort();
  const look = async () => {
    const { desired } = (await deps.store.runs.get(run.id)) ?? run;
    if (desired === "STOP") asked.abort();
  };
  // It never rejects: what it cannot find out, the next write of the work itself will.
  const watching = repeat(deps.clock, 500, AbortSignal.any([done.signal, signal]), () =>
    unlessBusy(look),
  ).catch(() => undefined);
  return {
    asked: asked.signal,
    end: async () => {
      done.abort();
      await watching;
    },
  };
}

/** Ends an attempt whose program was not started, for a stop that was asked for. */
async function abort(work: AttemptWork, attempt: Attempt): Promise<void> {
  const { run, deps } = work;
  const stop = (await deps.store.runs.get(run.id))?.stop;
  await failAttempt(work, attempt, {
    verdict: "aborted",
    reason: stop?.reason ?? "CANCELLED",
    message: `${stop === undefined ? `stopped by ${deps.actor}` : stopMessage(stop)} before the program started`,
  });
}

async function failLate(work: AttemptWork, attempt: Attempt, timer: PartTimer): Promise<void> {
  const late: MlxError = timer.signal.reason;
  const reason = reasonOfPart[timer.part()];
  await failAttempt(work, attempt, { verdict: "failed", reason, message: failureMessage(late) });
}

async function putHandle(
  { fence, deps }: AttemptWork,
  attempt: Attempt,
  handle: JobHandle,
  startedAt = timestamp(deps.clock.now()),
): Promise<Attempt> {
  if (attempt.handle !== undefined) return attempt;
  const started = { ...attempt, handle: handle.data, startedAt };
  await deps.store.runs.putAttempt(fence, started);
  return started;
}

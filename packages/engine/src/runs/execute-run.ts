import { isTerminal, MlxError, type Run, type RunRecord, timestamp } from "@mlx/core";
import { noSuchRun, runTaken } from "../errors.ts";
import { holdLease } from "./hold-lease.ts";
import { runAttempt } from "./run-attempt.ts";
import { leaseSeconds, type RunDeps } from "./run-deps.ts";

/**
 * Works on a run until it is terminal: claims it, makes its attempts, waits between them. Aborting
 * the signal leaves a program that runs to itself and gives the run back. Failures: 3012, 3013.
 */
export async function executeRun(runId: string, deps: RunDeps, signal: AbortSignal): Promise<RunRecord> {
  for (;;) {
    const record = await readRecord(runId, deps);
    if (isTerminal(record.run.status.state) || signal.aborted) return record;
    if (!(await waitForTurn(record.run, deps, signal))) continue;
    await workOnce(record.run, deps, signal);
  }
}

/**
 * Claims a run and brings its attempt under way, or else its next one, to an end. Nothing happens
 * to a run that has just ended. Whatever goes wrong, the run is given back as it stands. Failure: 3013.
 */
export async function workOnce(run: Run, deps: RunDeps, signal: AbortSignal): Promise<void> {
  const claimed = await claim(run, deps);
  if (claimed === undefined) return;
  try {
    await holdLease(claimed, deps, signal, (fence, held) => runAttempt(claimed, fence, deps, held));
  } catch (error) {
    if (error instanceof MlxError && error.code === "MLX5020") throw runTaken(run.id, "another mlx");
    await giveBack(claimed, deps);
    if (!signal.aborted) throw error;
  }
}

async function readRecord(runId: string, { store }: RunDeps): Promise<RunRecord> {
  const record = await store.runs.record(runId);
  if (record === undefined) throw noSuchRun(runId);
  return record;
}

/** Sleeps towards the next attempt; true once it is due. */
async function waitForTurn({ status }: Run, { clock }: RunDeps, signal: AbortSignal): Promise<boolean> {
  if (status.state !== "RETRY") return true;
  const left = Date.parse(status.nextAttemptAt) - clock.now();
  if (left <= 0) return true;
  try {
    await clock.sleep(Math.min(left, 1000), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return false;
}

/** `undefined` when the run has just ended; 3013 when somebody else works on it. */
async function claim(run: Run, deps: RunDeps): Promise<Run | undefined> {
  const { store, worker, clock } = deps;
  const holder = run.lease?.worker;
  const mayTakeOver = holder !== undefined && (holder.id === worker.id || deps.isAlive(holder) === false);
  const claimed = await store.runs.claim(run.id, {
    worker,
    at: timestamp(clock.now()),
    ttlSeconds: leaseSeconds,
    ...(mayTakeOver ? { takeOver: holder.id } : {}),
  });
  if (claimed !== undefined) {
    deps.emit({ type: "run-status", at: clock.now(), run: claimed, status: claimed.status });
    return claimed;
  }
  const now = (await readRecord(run.id, deps)).run;
  if (isTerminal(now.status.state)) return undefined;
  throw runTaken(
    run.id,
    now.lease === undefined ? "another mlx" : `process ${now.lease.worker.pid} on ${now.lease.worker.host}`,
  );
}

async function giveBack(run: Run, { store, clock }: RunDeps): Promise<void> {
  try {
    await store.runs.release({ runId: run.id, epoch: run.epoch }, timestamp(clock.now()));
  } catch (error) {
    // The lease runs out by itself; a failure here must not hide why the work was left.
    if (!(error instanceof MlxError)) throw error;
  }
}

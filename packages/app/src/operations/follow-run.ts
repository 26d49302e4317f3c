import { isTerminal, MlxError, type Result, type RunRecord, toResult } from "@mlx/core";
import { executeRun, findRun, watchRun } from "@mlx/engine";
import { findDaemons, isThere } from "../daemon/find-daemons.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { settlePolicies } from "./settle-policies.ts";

export interface FollowRequest {
  readonly run: string;
  /** Aborting it ends the following; the program goes on. */
  readonly signal: AbortSignal;
  /**
   * `here`: do the work of the run · `daemon`: watch a daemon do it, and do it here once no daemon lives
   * that will · `elsewhere`: only watch.
   */
  readonly work: "here" | "daemon" | "elsewhere";
}

/** Tells what happens to a run, as events, until it has ended. */
export function followRun(
  project: Project,
  { run, signal, work }: FollowRequest,
): Promise<Result<RunRecord>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { id } = await findRun(adapters.store, run);
    if (work === "elsewhere") return watchRun(id, adapters, signal);
    if (work === "daemon") {
      const watched = await watchWhileWorked(id, adapters, signal);
      if (isTerminal(watched.run.status.state) || signal.aborted) return watched;
    }
    const record = await executeRun(id, adapters, signal);
    if (isTerminal(record.run.status.state)) await settleAfter(record, project, adapters);
    return record;
  });
}

/** What it made is judged by its policy. A failure of that is none of the run. */
async function settleAfter({ run }: RunRecord, project: Project, { clock, emit }: Adapters): Promise<void> {
  try {
    await settlePolicies(project);
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    const message = `models were not judged by their policies: ${error.summary}`;
    emit({ type: "run-warning", at: clock.now(), runId: run.id, message });
  }
}

const lookMilliseconds = 2_000;

/** Watches a run until it has ended, or nobody is left who works on it or will. */
async function watchWhileWorked(id: string, adapters: Adapters, signal: AbortSignal): Promise<RunRecord> {
  const left = new AbortController();
  const done = new AbortController();
  const watchDaemons = async () => {
    while (!done.signal.aborted && !(await isLeft(id, adapters)))
      await adapters.clock.sleep(lookMilliseconds, done.signal).catch(() => undefined);
    if (!done.signal.aborted) left.abort();
  };
  const watching = watchDaemons();
  try {
    return await watchRun(id, adapters, AbortSignal.any([signal, left.signal]));
  } finally {
    done.abort();
    await watching;
  }
}

/**
 * No daemon works on it, and none is there. One that drains holds slots still: until it has ended, nothing
 * may be done past its queue.
 */
export async function isLeft(id: string, { store, isAlive, ...adapters }: Adapters): Promise<boolean> {
  const run = await store.runs.get(id);
  if (run === undefined || isTerminal(run.status.state)) return false;
  const worker = run.lease?.worker;
  if (worker !== undefined && isAlive(worker) !== false) return false;
  const daemons = await findDaemons({ ...adapters, store, isAlive });
  return !daemons.some(isThere);
}

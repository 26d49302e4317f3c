import { join } from "node:path";
import { isTerminal, type JobHandle, type LogLine, type Result, toResult } from "@mlx/core";
import { findRun } from "@mlx/engine";
import { createJobFolders } from "@mlx/runtime";
import { logRemoved, noLogYet } from "../errors.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";
import { stateFolderOf } from "../state-folder.ts";
import { chainLogs } from "./chain-logs.ts";

export interface LogRequest {
  readonly run: string;
  /** Wait for further lines until the attempt has ended. */
  readonly follow: boolean;
  /** The newest unless named. */
  readonly attempt?: number;
  /** Only the last so many lines (and, with `follow`, all that come). */
  readonly tail?: number;
  readonly signal: AbortSignal;
}

/**
 * The lines of an attempt's log; of a run of several tasks those of all, unless one is named. Failure: 8008
 * when it has none yet, or none any more.
 */
export function readLogs(project: Project, request: LogRequest): Promise<Result<AsyncIterable<LogLine>>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { tail, follow, signal } = request;
    const handle = await findJob(project, request);
    await checkKept(project, handle);
    const isOfAll = request.attempt === undefined && (await hasChain(handle, adapters));
    const lines = (cursor: string, waiting: boolean) =>
      isOfAll
        ? chainLogs(handle.runId, adapters, { cursor, follow: waiting, signal })
        : adapters.executors[handle.executor].logs(handle, { cursor, follow: waiting, signal });
    return tail === undefined ? textOf(lines("0", follow)) : lastLines(lines, tail, follow);
  });
}

async function hasChain({ runId }: JobHandle, { store }: Adapters): Promise<boolean> {
  return (await store.runs.get(runId))?.chain !== undefined;
}

/** The attempt's job; with `follow`, waited for while the run may still start one. */
async function findJob(project: Project, request: LogRequest): Promise<JobHandle> {
  const { store, executors, clock } = await project.adapters();
  for (;;) {
    const run = await findRun(store, request.run);
    const newest = Math.max(run.attempt, 1);
    // Of a chain the newest may have been skipped: any that has a job will do.
    const first = request.attempt ?? (run.chain === undefined ? newest : 1);
    for (let attempt = request.attempt ?? newest; attempt >= first; attempt -= 1) {
      const handle = await executors[run.spec.executor].find({ runId: run.id, attempt });
      if (handle !== undefined) return handle;
    }
    if (!request.follow || isTerminal(run.status.state) || request.signal.aborted) throw noLogYet(run);
    await clock.sleep(200, request.signal).catch(() => undefined);
  }
}

/** An attempt's log begins before its program, and goes by `retention.logs` once its run has ended. */
async function checkKept(project: Project, { runId, attempt: number }: JobHandle): Promise<void> {
  const { store } = await project.adapters();
  const record = await store.runs.record(runId);
  const attempt = record?.attempts.find((each) => each.number === number);
  if (record === undefined || attempt?.startedAt === undefined || !isTerminal(record.run.status.state))
    return;
  const folders = createJobFolders({ runsFolder: join(stateFolderOf(project.root), "runs") });
  if (!(await folders.hasLog({ runId, attempt: number }))) throw logRemoved(record.run, number);
}

type Lines = AsyncIterable<{ readonly line: LogLine; readonly cursor: string }>;

async function* textOf(lines: Lines): AsyncIterable<LogLine> {
  for await (const { line } of lines) yield line;
}

async function* lastLines(
  lines: (cursor: string, follow: boolean) => Lines,
  count: number,
  follow: boolean,
): AsyncIterable<LogLine> {
  const last: LogLine[] = [];
  let end = "0";
  for await (const { line, cursor } of lines("0", false)) {
    end = cursor;
    last.push(line);
    if (last.length > count) last.shift();
  }
  yield* last;
  if (follow) yield* textOf(lines(end, true));
}

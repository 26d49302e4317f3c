import { isTerminal, type JobHandle, type LogLine, type Result, type RunRecord, toResult } from "@mlx/core";
import { findRun } from "@mlx/engine";
import { noLogYet } from "../errors.ts";
import { executionLines } from "../execution-lines.ts";
import type { Adapters } from "../open-adapters.ts";
import type { Project } from "../project.ts";

export interface LogTextRequest {
  /** UUID. */
  readonly run: string;
  /** `execution`: what mlx itself says of the run, from its events. */
  readonly stream: "stdout" | "stderr" | "execution";
  /** The newest unless named; of a chain all. */
  readonly attempt?: number;
  /** Bytes of text to leave out at the beginning. */
  readonly offset?: number;
}

/**
 * The text of one stream so far, as it grows by appending. It is empty where there is no log yet. Failures: 3012, and
 * 8008 of an attempt that there was not.
 */
export function readLogText(
  project: Project,
  request: LogTextRequest,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { id } = await findRun(adapters.store, request.run);
    const record = await adapters.store.runs.record(id);
    if (record === undefined) return nothing();
    const { attempt } = request;
    if (attempt !== undefined && attempt > Math.max(record.run.attempt, 1)) throw noLogYet(record.run);
    const lines =
      request.stream === "execution" ? tell(record, request, adapters) : say(record, request, adapters);
    return bytesFrom(textOf(lines), request.offset ?? 0);
  });
}

async function* nothing(): AsyncIterable<Uint8Array> {}

/** What the program wrote. */
async function* say(record: RunRecord, request: LogTextRequest, adapters: Adapters): AsyncIterable<LogLine> {
  for (const number of attemptsOf(record, request.attempt))
    for await (const line of linesOf(record, number, adapters))
      if (line.stream === request.stream) yield line;
}

function attemptsOf({ run, attempts }: RunRecord, asked: number | undefined): readonly number[] {
  if (asked !== undefined) return [asked];
  return run.chain === undefined ? [Math.max(run.attempt, 1)] : attempts.map(({ number }) => number);
}

/** What is younger may still get something in front of it: events and lines are written by different hands. */
const settledMilliseconds = 1000;

/** The run's events, and what mlx wrote into the logs of its attempts, by their time. */
async function* tell(record: RunRecord, request: LogTextRequest, adapters: Adapters): AsyncIterable<LogLine> {
  const { run, attempts } = record;
  const { store, clock } = adapters;
  const until = isTerminal(run.status.state) ? Number.POSITIVE_INFINITY : clock.now() - settledMilliseconds;
  const lines: LogLine[] = [...executionLines(run, await store.runs.events(run.id))];
  const asked = request.attempt === undefined ? attempts.map(({ number }) => number) : [request.attempt];
  for (const number of asked)
    for await (const line of linesOf(record, number, adapters))
      if (line.stream === "execution") lines.push(line);
  yield* lines.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
}

async function* linesOf(
  { run, attempts }: RunRecord,
  attempt: number,
  { executors }: Adapters,
): AsyncIterable<LogLine> {
  const { executor = run.spec.executor } = attempts.find(({ number }) => number === attempt) ?? {};
  const handle: JobHandle | undefined = await executors[executor].find({ runId: run.id, attempt });
  if (handle === undefined) return;
  for await (const { line } of executors[executor].logs(handle, { cursor: "0", follow: false })) yield line;
}

const chunkLength = 64 * 1024;

async function* textOf(lines: AsyncIterable<LogLine>): AsyncIterable<Uint8Array> {
  let text = "";
  for await (const { text: line, partial } of lines) {
    text += partial ? line : `${line}\n`;
    if (text.length < chunkLength) continue;
    yield Buffer.from(text);
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

async function* bytesFrom(content: AsyncIterable<Uint8Array>, offset: number): AsyncIterable<Uint8Array> {
  let left = offset;
  for await (const chunk of content) {
    if (left < chunk.byteLength) yield left === 0 ? chunk : chunk.subarray(left);
    left = Math.max(0, left - chunk.byteLength);
  }
}

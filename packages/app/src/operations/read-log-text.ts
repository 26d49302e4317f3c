import { isTerminal, type LogCursor, type LogLine, type Result, type RunRecord, toResult } from "@mlx/core";
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

/** A log that is read as it grows. */
export interface GrowingLog {
  /** What has come since the last look. */
  more(): AsyncIterable<Uint8Array>;
}

/**
 * The text of one stream so far, as it grows by appending. It is empty where there is no log yet. Failures: 3012, and
 * 8008 of an attempt that there was not.
 */
export async function readLogText(
  project: Project,
  request: LogTextRequest,
): Promise<Result<AsyncIterable<Uint8Array>>> {
  const opened = await openLogText(project, request);
  return opened.ok ? { ok: true, value: opened.value.more() } : opened;
}

/** As `readLogText`, for those who look again: nothing is read twice. */
export function openLogText(project: Project, request: LogTextRequest): Promise<Result<GrowingLog>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const { id } = await findRun(adapters.store, request.run);
    const record = await adapters.store.runs.record(id);
    const { attempt } = request;
    if (record !== undefined && attempt !== undefined && attempt > Math.max(record.run.attempt, 1))
      throw noLogYet(record.run);
    const lines =
      request.stream === "execution" ? tell(request, adapters) : say(request.stream, request, adapters);
    const skip = skipBytes(request.offset ?? 0);
    return { more: () => skip(textOf(look(id, lines, adapters))) };
  });
}

type Look = (record: RunRecord) => AsyncIterable<LogLine>;

async function* look(id: string, lines: Look, { store }: Adapters): AsyncIterable<LogLine> {
  const record = await store.runs.record(id);
  if (record !== undefined) yield* lines(record);
}

/** What the program wrote. */
function say(stream: LogLine["stream"], { attempt }: LogTextRequest, adapters: Adapters): Look {
  const newLines = readOn(adapters);
  return async function* (record) {
    for (const number of attemptsOf(record, attempt))
      for await (const line of newLines(record, number)) if (line.stream === stream) yield line;
  };
}

function attemptsOf({ run, attempts }: RunRecord, asked: number | undefined): readonly number[] {
  if (asked !== undefined) return [asked];
  return run.chain === undefined ? [Math.max(run.attempt, 1)] : attempts.map(({ number }) => number);
}

/** What is younger may still get something in front of it: events and lines are written by different hands. */
const settledMilliseconds = 1000;

/** The run's events, and what mlx wrote into the logs of its attempts, by their time. */
function tell({ attempt }: LogTextRequest, adapters: Adapters): Look {
  const { store, clock } = adapters;
  const newLines = readOn(adapters);
  let eventLines = 0;
  let waiting: readonly LogLine[] = [];
  return async function* (record) {
    const { run, attempts } = record;
    const until = isTerminal(run.status.state) ? Number.POSITIVE_INFINITY : clock.now() - settledMilliseconds;
    const ofEvents = executionLines(run, await store.runs.events(run.id));
    const found = [...waiting, ...ofEvents.slice(eventLines)];
    eventLines = ofEvents.length;
    for (const number of attempt === undefined ? attempts.map((each) => each.number) : [attempt])
      for await (const line of newLines(record, number)) if (line.stream === "execution") found.push(line);
    waiting = found.filter(({ at }) => at > until);
    yield* found.filter(({ at }) => at <= until).toSorted((a, b) => a.at - b.at);
  };
}

/** The lines of an attempt's log that were not read yet. */
function readOn({ executors }: Adapters): (record: RunRecord, attempt: number) => AsyncIterable<LogLine> {
  const cursors = new Map<number, LogCursor>();
  return async function* ({ run, attempts }, attempt) {
    const { executor = run.spec.executor } = attempts.find(({ number }) => number === attempt) ?? {};
    const handle = await executors[executor].find({ runId: run.id, attempt });
    if (handle === undefined) return;
    const from = { cursor: cursors.get(attempt) ?? "0", follow: false };
    for await (const { line, cursor } of executors[executor].logs(handle, from)) {
      cursors.set(attempt, cursor);
      yield line;
    }
  };
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

/** Leaves so many bytes out, once. */
function skipBytes(offset: number): (content: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array> {
  let left = offset;
  return async function* (content) {
    for await (const chunk of content) {
      if (left < chunk.byteLength) yield left === 0 ? chunk : chunk.subarray(left);
      left = Math.max(0, left - chunk.byteLength);
    }
  };
}

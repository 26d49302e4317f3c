/**
 * What the engine still holds of a container's output, and how it continues what is stored. The engine's log
 * begins with the first line unless the engine has dropped its beginning, or lost some of it; then the
 * first or the last stored lines do not agree with it, and the last ones are looked for.
 */
import type { Clock } from "@mlx/core";
import { appendNote } from "../../log/append-note.ts";
import type { LogPosition, ProgramStream } from "../../log/log-position.ts";
import { programStreams } from "../../log/log-position.ts";
import type { RestoredLog } from "../../log/restore-log.ts";
import type { CaptureEnd } from "./consume-frames.ts";
import { consumeFrames } from "./consume-frames.ts";
import type { OnEntry } from "./create-entry-reader.ts";
import { createEntryReader } from "./create-entry-reader.ts";
import { readFirstMarks, readLastMarks } from "./line-marks.ts";
import type { StreamSearch } from "./stream-search.ts";
import { createStreamSearch } from "./stream-search.ts";
import type { SkipPlan } from "./stream-skip.ts";
import { createSkipBySearch, createStreamSkip } from "./stream-skip.ts";

/** Asks the engine for its log of both streams from the beginning, framed, with times. */
export type OpenEngineLog = (options: {
  /** Until the container has exited; else what there is now. */
  readonly follow: boolean;
  /** The option of that name: each entry begins with its time. */
  readonly timestamps: true;
}) => Promise<NodeJS.ReadableStream>;

export interface Replay {
  /**
   * Hands over what is not stored yet. `strayed`: streams that are not the stored one's, and of which
   * therefore nothing was handed over.
   */
  read(
    stream: NodeJS.ReadableStream,
    options: Pick<RestoredLog, "position" | "starts"> & {
      readonly onData: OnEntry;
      readonly onPause: () => void;
    },
  ): Promise<{ readonly end: CaptureEnd; readonly strayed: readonly ProgramStream[] }>;
  /** How many lines of the engine's log are stored, of each stream where that can be told. */
  search(
    strayed: readonly ProgramStream[],
    restored: RestoredLog,
    open: OpenEngineLog,
  ): Promise<ReadonlyMap<ProgramStream, number>>;
  /** From now on streams are read so; from the first line on where nothing was found. */
  settle(
    strayed: readonly ProgramStream[],
    found: ReadonlyMap<ProgramStream, number>,
    position: LogPosition,
  ): Promise<void>;
}

/** The engine may drop more of its log between a search and the next reading. */
const mostSearches = 5;

export function createReplay({
  folder,
  secrets,
  clock,
}: {
  readonly folder: string;
  readonly secrets: readonly string[];
  readonly clock: Clock;
}): Replay {
  /** Lines that the engine's log lacks; of streams that have strayed. */
  const lacking = new Map<ProgramStream, number>();
  const searches = { stdout: 0, stderr: 0 };
  /** Streams whose place did not stay where it was found. */
  const moving = new Set<ProgramStream>();

  function makePlans({
    position,
    starts,
  }: Pick<RestoredLog, "position" | "starts">): Record<ProgramStream, SkipPlan> {
    if (starts.length === 0) {
      const nothing = { lines: 0, marks: new Map<number, string>() };
      return { stdout: nothing, stderr: nothing };
    }
    const first = readFirstMarks(folder);
    const last = readLastMarks(folder, starts);
    const plan = (name: ProgramStream): SkipPlan => {
      const less = lacking.get(name);
      if (less === undefined) {
        return { lines: position[name].lines, marks: new Map([...first[name], ...last[name]]) };
      }
      const moved = [...last[name]].map(([line, mark]) => [line - less, mark] as const);
      return { lines: position[name].lines - less, marks: new Map(moved) };
    };
    return { stdout: plan("stdout"), stderr: plan("stderr") };
  }

  async function read(
    stream: NodeJS.ReadableStream,
    { onData, onPause, ...restored }: Parameters<Replay["read"]>[1],
  ): ReturnType<Replay["read"]> {
    const plans = makePlans(restored);
    const sought = makeSearches([...moving], restored);
    moving.clear();
    const skip = (name: ProgramStream) => {
      const search = sought.get(name);
      if (search !== undefined) return createSkipBySearch(search, plans[name].lines);
      return createStreamSkip(plans[name], secrets);
    };
    const skips = { stdout: skip("stdout"), stderr: skip("stderr") };
    const strayed = new Set<ProgramStream>();
    const entries = createEntryReader((name, entry, at) => {
      const fresh = skips[name].push(entry);
      if (fresh === undefined) strayed.add(name);
      else if (fresh.length > 0) onData(name, fresh, at);
    });
    const pause = () => {
      onPause();
      return strayed.size === 0;
    };
    const end = await consumeFrames(stream, { onData: entries.push, onPause: pause });
    for (const name of programStreams) {
      // One that was counted from its beginning has lost its end; of others more of the beginning is gone.
      if (end.complete && lacking.has(name) && !skips[name].isOver()) strayed.add(name);
    }
    for (const [name, search] of sought) {
      if (search.isCertain()) lacking.set(name, restored.position[name].lines - search.passed());
    }
    return { end, strayed: [...strayed] };
  }

  function makeSearches(
    names: readonly ProgramStream[],
    { position, starts }: Pick<RestoredLog, "position" | "starts">,
  ): ReadonlyMap<ProgramStream, StreamSearch> {
    if (names.length === 0) return new Map();
    const marks = readLastMarks(folder, starts);
    return new Map(
      names.flatMap((name) => {
        const last = lastInOrder(marks[name], position[name].lines);
        return last.length > 0 ? [[name, createStreamSearch(last, secrets)] as const] : [];
      }),
    );
  }

  async function search(
    strayed: readonly ProgramStream[],
    restored: RestoredLog,
    open: OpenEngineLog,
  ): Promise<ReadonlyMap<ProgramStream, number>> {
    for (const name of strayed) searches[name] += 1;
    const wanted = makeSearches(
      strayed.filter((name) => searches[name] <= mostSearches),
      restored,
    );
    if (wanted.size > 0) {
      const entries = createEntryReader((name, entry) => void wanted.get(name)?.push(entry));
      const onPause = () => [...wanted.values()].some((one) => !one.isCertain());
      await consumeFrames(await open({ follow: false, timestamps: true }), { onData: entries.push, onPause });
    }
    const found = new Map<ProgramStream, number>();
    for (const [name, one] of wanted) {
      const lines = one.found();
      if (lines !== undefined) found.set(name, lines);
      if (one.isCertain() && searches[name] > 1) moving.add(name);
    }
    return found;
  }

  async function tell(text: string): Promise<void> {
    await appendNote(folder, text, clock.now()).catch(() => {});
  }

  async function settle(
    strayed: readonly ProgramStream[],
    found: ReadonlyMap<ProgramStream, number>,
    position: LogPosition,
  ): Promise<void> {
    for (const name of strayed) {
      const before = lacking.get(name) ?? 0;
      const now = position[name].lines - (found.get(name) ?? 0);
      lacking.set(name, now);
      if (!found.has(name)) await tell(describeBreak(name));
      else if (now < before) await tell(describeLoss(name, before - now));
    }
  }

  return { read, search, settle };
}

/** The lines directly before `end`. */
function lastInOrder(marks: ReadonlyMap<number, string>, end: number): readonly string[] {
  const last: string[] = [];
  for (let mark = marks.get(end - 1); mark !== undefined; mark = marks.get(end - 1 - last.length))
    last.push(mark);
  return last.reverse();
}

function describeBreak(name: ProgramStream): string {
  return `mlx did not watch for a while, and the engine no longer holds the line of ${name} at which it stopped: lines may be missing here, or come twice`;
}

function describeLoss(name: ProgramStream, lines: number): string {
  return `mlx did not watch for a while, and the engine passed over ${lines.toLocaleString("en")} lines of ${name} when it read its log to mlx: they are missing before this`;
}

/** Stores the output of a container: live from its start, or from what the engine still holds of it. */
import type { Clock } from "@mlx/core";
import { InternalError } from "@mlx/core";
import type { LogLimits } from "../../log/log-limits.ts";
import { type ProgramStream, programStreams } from "../../log/log-position.ts";
import { createLogWriter } from "../../log/log-writer.ts";
import type { RestoredLog } from "../../log/restore-log.ts";
import { restoreLog } from "../../log/restore-log.ts";
import type { CaptureEnd } from "./consume-frames.ts";
import { consumeFrames } from "./consume-frames.ts";
import type { OpenEngineLog } from "./replay-log.ts";
import { createReplay } from "./replay-log.ts";

export interface CaptureOptions {
  /** Of the log; made where there is none. */
  readonly folder: string;
  readonly secrets: readonly string[];
  readonly limits: LogLimits;
  readonly clock: Clock;
  /** After each piece of output that was taken: there may be something new to read. */
  readonly onWritten?: () => void;
}

/** For one observer of a log at a time: see `claimObservation`. */
export interface Capture {
  /**
   * Of a container that has not been started yet, and of which nothing is stored: the framed stream that
   * is attached to it.
   */
  live(stream: NodeJS.ReadableStream): Promise<CaptureEnd>;
  /**
   * Where `live` was broken off, in this process or in another: stores what is not stored yet. It may be
   * broken off itself, and be called again. Fails as `open` does.
   *
   * `hasEnded`, whether the container has ended, is asked when the engine ends its log: it does so now and
   * then while the program goes on. Without it `complete` says nothing of what came since.
   */
  resume(open: OpenEngineLog, hasEnded?: () => Promise<boolean>): Promise<CaptureEnd>;
  /** The program has ended and no more of its output is to come: its last lines may lack a newline. */
  finish(): void;
  /** Of which `live` has taken nothing. */
  silent(): readonly ProgramStream[];
  /** What could not be stored, since this capture was opened. */
  lost(): { readonly bytes: number; readonly error?: Error };
  /** Breaks off `live` and `resume`. */
  close(): void;
}

export function captureOutput(options: CaptureOptions): Capture {
  const { folder, secrets, limits, clock, onWritten = () => {} } = options;
  const now = () => clock.now();
  const replay = createReplay(options);
  let restored = restoreLog(folder);
  let writer = createLogWriter({ folder, limits, secrets, now, restored });
  let lost: { readonly bytes: number; readonly error?: Error } = { bytes: 0 };
  let current: NodeJS.ReadableStream | undefined;
  let closed = false;
  const heard = new Set<ProgramStream>();

  /** Goes on from what is stored, whatever was seen: lines whose end has not come are read again. */
  function reopen(): RestoredLog {
    lost = allLost();
    writer.close();
    restored = restoreLog(folder);
    writer = createLogWriter({ folder, limits, secrets, now, restored, replayed: true });
    return restored;
  }

  function allLost(): { readonly bytes: number; readonly error?: Error } {
    const recent = writer.lost();
    return { ...recent, ...lost, bytes: lost.bytes + recent.bytes };
  }

  function store(): void {
    writer.flush();
    onWritten();
  }

  async function read<T>(stream: NodeJS.ReadableStream, work: () => Promise<T>): Promise<T> {
    current = stream;
    if (closed) destroy(stream);
    try {
      return await work();
    } finally {
      current = undefined;
    }
  }

  async function live(stream: NodeJS.ReadableStream): Promise<CaptureEnd> {
    if (restored.starts.length > 0) throw new InternalError(`${folder} has a log: it is to be resumed`);
    const onPause = () => {
      store();
      return true;
    };
    const onData = (name: ProgramStream, data: Buffer) => {
      heard.add(name);
      writer.add(name, data);
    };
    return read(stream, () => consumeFrames(stream, { onData, onPause }));
  }

  async function resume(
    open: OpenEngineLog,
    hasEnded: () => Promise<boolean> = async () => true,
  ): Promise<CaptureEnd> {
    let follow = true;
    let over = true;
    for (;;) {
      const { position, starts } = reopen();
      const stream = await open({ follow, timestamps: true });
      const onData = writer.add;
      const pass = () => replay.read(stream, { position, starts, onData, onPause: store });
      const { end, strayed } = await read(stream, pass);
      if (closed) return end;
      if (strayed.length > 0) {
        const found = await replay.search(strayed, reopen(), open);
        for (const name of strayed) if (!found.has(name)) writer.end(name);
        await replay.settle(strayed, found, reopen().position);
      } else if (end.complete && follow) {
        // Engine 20.10 ends a log that is followed when the container ends, even while the reader is
        // far behind: 20,000 lines, of which 16,000 came.
        follow = false;
        over = await hasEnded();
      } else {
        return end.complete && !over ? endedEarly : end;
      }
    }
  }

  function finish(): void {
    writer.end("stdout");
    writer.end("stderr");
    onWritten();
  }

  function close(): void {
    closed = true;
    if (current !== undefined) destroy(current);
    writer.close();
  }

  const silent = () => programStreams.filter((name) => !heard.has(name));

  return { live, resume, finish, silent, lost: allLost, close };
}

const endedEarly: CaptureEnd = {
  complete: false,
  why: "the engine ended its log before the container ended",
};

function destroy(stream: NodeJS.ReadableStream): void {
  if ("destroy" in stream && typeof stream.destroy === "function") stream.destroy();
}

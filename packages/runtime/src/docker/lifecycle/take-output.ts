import { systemErrorCode } from "@mlx/core";
import type { ProgramStream } from "../../log/log-position.ts";
import type { Capture } from "../capture/capture-output.ts";
import type { CaptureEnd } from "../capture/consume-frames.ts";
import type { ObserverClaim } from "../capture/observer-claim.ts";
import type { OpenEngineLog } from "../capture/replay-log.ts";
import { statusOf } from "../engine/engine-error.ts";
import { closeStream } from "./engine-stream.ts";
import type { JobContext } from "./job-context.ts";
import { insist } from "./job-context.ts";
import { openLog } from "./open-log.ts";
import { whileHeld } from "./while-held.ts";

export interface OutputOptions {
  /** Attached before the start; absent where the engine's own log is all there is. */
  readonly attached: NodeJS.ReadableStream | undefined;
  readonly capture: Capture;
  /** Nothing is stored any more once it is lost. */
  readonly claim: Pick<ObserverClaim, "isHeld">;
  /** Resolves when the container has ended or is not there any more. */
  readonly ended: Promise<unknown>;
  /** How often the connection to the engine was lost so far. */
  readonly losses: () => number;
  /** Grows with what is stored. */
  readonly written: () => number;
  readonly signal: AbortSignal;
}

/** The end of the output and the end of the container come within this time of each other. */
const togetherMilliseconds = 1000;
const quietMilliseconds = 5000;
const pauseMilliseconds = 200;
const mostTries = 5;

/**
 * Stores a container's output to its end: from the stream that was attached before the start, and
 * from the engine's own log where there is none or it broke off. Says why something is missing, if so.
 */
export async function takeOutput(
  id: string,
  { engine, clock }: Pick<JobContext, "engine" | "clock">,
  { attached, capture, claim, ended, losses, written, signal }: OutputOptions,
): Promise<string | undefined> {
  let current = attached;
  const over = new AbortController();
  const closing = closeWhenQuiet();
  try {
    for (let tries = 0; ; ) {
      const before = losses();
      const isLive = current !== undefined && current === attached;
      const end = await read();
      signal.throwIfAborted();
      const isOver = await endsSoon();
      // An engine that goes down ends its streams as if the program had ended.
      const isComplete = end.complete && isOver && losses() === before;
      if (isComplete && isLive && (await isLogged(capture.silent()))) continue;
      if (isComplete) return undefined;
      if (isOver) tries += 1;
      if (!end.complete && (tries === mostTries || end.why === removed)) return end.why;
      if (tries === mostTries) return "the connection to the engine was lost again and again";
      if (tries > 0 || !end.complete) await clock.sleep(pauseMilliseconds, signal);
    }
  } finally {
    over.abort();
    await closing;
  }

  async function read(): Promise<CaptureEnd> {
    if (current !== undefined && current === attached) {
      const stream = current;
      return capture.live(whileHeld(stream, claim)).finally(() => {
        current = undefined;
      });
    }
    // To resume means to cut off what was written half.
    if (!claim.isHeld({ surely: true })) signal.throwIfAborted();
    try {
      return await capture.resume(open, endsSoon);
    } catch (error) {
      const status = statusOf(error);
      if (status === undefined) throw error;
      return { complete: false, why: status === 404 ? removed : String(error) };
    }
  }

  /**
   * On a busy machine engine 20.10 may pass nothing on of a stream to whoever attached, though it has the
   * program's output in its log.
   */
  async function isLogged(streams: readonly ProgramStream[]): Promise<boolean> {
    if (streams.length === 0) return false;
    try {
      for await (const _ of await open({ follow: false, timestamps: true, streams })) return true;
      return false;
    } catch (error) {
      if (statusOf(error) !== undefined) return false;
      if (systemErrorCode(error) === undefined) throw error;
      // The connection broke off; the next reading makes it again.
      return true;
    }
  }

  async function open(
    options: Parameters<OpenEngineLog>[0] & { readonly streams?: readonly ProgramStream[] },
  ): Promise<NodeJS.ReadableStream> {
    const get = () => engine.call((docker) => openLog(docker, id, options));
    const stream = await insist(get, { clock, signal });
    current = stream;
    if (!claim.isHeld({ surely: true })) signal.throwIfAborted();
    return whileHeld(stream, claim);
  }

  function endsSoon(): Promise<boolean> {
    const late = clock.sleep(togetherMilliseconds, over.signal).then(
      () => false,
      () => false,
    );
    return Promise.race([ended.then(() => true), late]);
  }

  /** A stream that stays open after the end, and silent, has been forgotten by the engine. */
  async function closeWhenQuiet(): Promise<void> {
    const stop = new Promise<void>((resolve) => over.signal.addEventListener("abort", () => resolve()));
    await Promise.race([ended.catch(() => {}), stop]);
    for (let before = -1; !over.signal.aborted; ) {
      if (written() === before && current !== undefined) closeStream(current);
      before = written();
      await clock.sleep(quietMilliseconds, over.signal).catch(() => {});
    }
  }
}

const removed = "the container was removed, and its log with it";

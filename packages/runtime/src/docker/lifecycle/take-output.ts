import { systemErrorCode } from "@mlx/core";
import type { ProgramStream } from "../../log/log-position.ts";
import type { Capture } from "../capture/capture-output.ts";
import type { CaptureEnd } from "../capture/consume-frames.ts";
import type { ObserverClaim } from "../capture/observer-claim.ts";
import type { OpenEngineLog } from "../capture/replay-log.ts";
import { engineMessage, statusOf } from "../engine/engine-error.ts";
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
  readonly signal: AbortSignal;
}

/** The end of the output and the end of the container come within this time of each other. */
const togetherMilliseconds = 1000;
const quietMilliseconds = 5000;
/** Where the engine reads all of its log for one stream, a full one in 4 s when it is idle, it tells nothing meanwhile. */
const searchMilliseconds = 60_000;
const lookMilliseconds = 1000;
const pauseMilliseconds = 200;
const mostTries = 5;

/** A stream of the engine that is being read. */
interface Reading {
  readonly stream: NodeJS.ReadableStream;
  /** How long it may be silent once the container has ended, in milliseconds. */
  readonly patience: number;
  /** For how long nothing has come since then. */
  quiet: number;
}

function asReading(stream: NodeJS.ReadableStream, patience = quietMilliseconds): Reading {
  return { stream, patience, quiet: 0 };
}

/**
 * Stores a container's output to its end: from the stream that was attached before the start, and
 * from the engine's own log where there is none or it broke off. Says why something is missing, if so.
 */
export async function takeOutput(
  id: string,
  { engine, clock }: Pick<JobContext, "engine" | "clock">,
  { attached, capture, claim, ended, losses, signal }: OutputOptions,
): Promise<string | undefined> {
  let current = attached === undefined ? undefined : asReading(attached);
  const live = current;
  const over = new AbortController();
  const closing = closeForgotten();
  try {
    for (let tries = 0; ; ) {
      const before = losses();
      const isLive = current !== undefined && current === live;
      const end = await read();
      signal.throwIfAborted();
      const isOver = await endsSoon();
      // An engine that goes down ends its streams as if the program had ended.
      const isComplete = end.complete && isOver && losses() === before;
      if (isComplete && isLive) {
        const { logged, why } = await askFor(capture.silent());
        if (logged) continue;
        return why;
      }
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
    if (current !== undefined && current === live) {
      return capture.live(gate(current)).finally(() => {
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
   * Whether the engine's log has something of streams that were silent; `why` it cannot be told. On a busy machine
   * engine 20.10 may pass nothing on to whoever attached, though it has the program's output in its log.
   */
  async function askFor(streams: readonly ProgramStream[]): Promise<{ logged: boolean; why?: string }> {
    if (streams.length === 0) return { logged: false };
    const options = { follow: false, timestamps: true, streams } as const;
    for (let tries = 1; ; tries += 1) {
      try {
        for await (const _ of await open(options, searchMilliseconds)) return { logged: true };
        return { logged: false };
      } catch (error) {
        signal.throwIfAborted();
        const isAnswer = statusOf(error) !== undefined;
        if (!isAnswer && systemErrorCode(error) === undefined) throw error;
        // What was waited for in vain, and what the engine says, would be so again; a connection is made again.
        if (isAnswer || isForgotten() || tries === mostTries)
          return {
            logged: false,
            why: describeDoubt(streams, isForgotten() ? noAnswer : engineMessage(error)),
          };
        await clock.sleep(pauseMilliseconds, signal);
      }
    }
  }

  async function open(
    options: Parameters<OpenEngineLog>[0] & { readonly streams?: readonly ProgramStream[] },
    patience?: number,
  ): Promise<NodeJS.ReadableStream> {
    const get = () => engine.call((docker) => openLog(docker, id, options));
    current = asReading(await insist(get, { clock, signal }), patience);
    if (!claim.isHeld({ surely: true })) signal.throwIfAborted();
    return gate(current);
  }

  function gate(reading: Reading): NodeJS.ReadableStream {
    return whileHeld(reading.stream, claim, () => {
      reading.quiet = 0;
    });
  }

  function isForgotten(): boolean {
    return current !== undefined && current.quiet > current.patience;
  }

  function endsSoon(): Promise<boolean> {
    const late = clock.sleep(togetherMilliseconds, over.signal).then(
      () => false,
      () => false,
    );
    return Promise.race([ended.then(() => true), late]);
  }

  /** A stream that stays open after the end, and silent, has been forgotten by the engine. */
  async function closeForgotten(): Promise<void> {
    const stop = new Promise<void>((resolve) => over.signal.addEventListener("abort", () => resolve()));
    await Promise.race([ended.catch(() => {}), stop]);
    while (!over.signal.aborted) {
      await clock.sleep(lookMilliseconds, over.signal).catch(() => {});
      if (current === undefined) continue;
      current.quiet += lookMilliseconds;
      if (isForgotten()) closeStream(current.stream);
    }
  }
}

const removed = "the container was removed, and its log with it";

const noAnswer = `it did not answer for ${searchMilliseconds / 1000} s`;

function describeDoubt(streams: readonly ProgramStream[], reason: string): string {
  return `nothing came of ${streams.join(" and ")}, and the engine did not tell whether its log has something of it: ${reason}`;
}

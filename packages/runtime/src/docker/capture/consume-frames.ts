import { Readable } from "node:stream";
import { createDemultiplexer } from "./create-demultiplexer.ts";

/**
 * How reading a stream of the engine ended: `complete`, as the engine ends it when the program's output is
 * over, or broken off. An engine that ends itself may end its streams in good order as well.
 */
export type CaptureEnd =
  | { readonly complete: true }
  | {
      readonly complete: false;
      /** What happened, to be told. */
      readonly why: string;
    };

export interface FrameConsumer {
  onData(stream: "stdout" | "stderr", data: Buffer, frameEnds: boolean): void;
  /** All that has arrived so far was handed over. False: enough, the stream is closed. */
  onPause(): boolean;
}

const longestComplaint = 4096;

/** Reads a framed stream to its end, as fast as the consumer takes it. */
export async function consumeFrames(
  stream: NodeJS.ReadableStream,
  { onData, onPause }: FrameConsumer,
): Promise<CaptureEnd> {
  let complaint = "";
  const demultiplexer = createDemultiplexer((name, data, frameEnds) => {
    if (name !== "engine") onData(name, data, frameEnds);
    else if (complaint.length < longestComplaint) complaint += data.toString();
  });
  try {
    for await (const chunk of toReadable(stream)) {
      if (!demultiplexer.push(chunk)) return breakOff("the engine's answer is no stream of frames");
      if (!onPause()) return { complete: true };
    }
  } catch (error) {
    if (!isStreamError(error)) throw error;
    return breakOff(error.message);
  }
  if (complaint !== "") return breakOff(complaint.trim());
  return demultiplexer.isComplete() ? { complete: true } : breakOff("the connection ended inside of a frame");
}

function breakOff(why: string): CaptureEnd {
  return { complete: false, why };
}

function toReadable(stream: NodeJS.ReadableStream): AsyncIterable<Buffer> {
  return stream instanceof Readable ? stream : new Readable().wrap(stream);
}

/** A failure of the connection or of HTTP has a code; a bug of ours has none. */
function isStreamError(error: unknown): error is Error {
  return error instanceof Error && "code" in error;
}

/**
 * Docker's framed stream: 8 bytes of header (the stream, three zeros, the length of the payload with the
 * highest byte first), then the payload.
 */

/** `engine`: the engine's own word about a failure to go on. */
export type FrameStream = "stdout" | "stderr" | "engine";

export interface Demultiplexer {
  /** False, for ever, once the data is not framed. */
  push(chunk: Buffer): boolean;
  /** False in the middle of a frame. */
  isComplete(): boolean;
}

const headerLength = 8;
const streams: readonly FrameStream[] = ["stdout", "stdout", "stderr", "engine"];

/**
 * `onData` gets payload as it lies in the chunks, without a copy; a frame over the border of two chunks
 * comes in pieces, and `frameEnds` says which is its last.
 */
export function createDemultiplexer(
  onData: (stream: FrameStream, data: Buffer, frameEnds: boolean) => void,
): Demultiplexer {
  const held = Buffer.alloc(headerLength);
  let heldBytes = 0;
  let stream: FrameStream = "stdout";
  /** Of the frame's payload. */
  let missing = 0;
  let framed = true;

  function readHeader(bytes: Buffer, at: number): boolean {
    const found = streams[bytes[at] ?? streams.length];
    if (found === undefined || bytes[at + 1] !== 0 || bytes[at + 2] !== 0 || bytes[at + 3] !== 0)
      return false;
    stream = found;
    missing = bytes.readUInt32BE(at + 4);
    return true;
  }

  /** What a chunk begins with where the one before ended inside a header: its length, once it is complete. */
  function completeHeader(chunk: Buffer, at: number): number {
    const taken = chunk.copy(held, heldBytes, at, at + headerLength - heldBytes);
    heldBytes += taken;
    if (heldBytes === headerLength) {
      heldBytes = 0;
      framed = readHeader(held, 0);
    }
    return taken;
  }

  function push(chunk: Buffer): boolean {
    let at = 0;
    while (framed && at < chunk.length) {
      if (missing > 0) {
        const end = Math.min(chunk.length, at + missing);
        missing -= end - at;
        onData(stream, chunk.subarray(at, end), missing === 0);
        at = end;
      } else if (heldBytes > 0 || chunk.length - at < headerLength) {
        at += completeHeader(chunk, at);
      } else {
        framed = readHeader(chunk, at);
        at += headerLength;
      }
    }
    return framed;
  }

  return { push, isComplete: () => framed && missing === 0 && heldBytes === 0 };
}

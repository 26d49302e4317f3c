import fc from "fast-check";
import { expect, it } from "vitest";
import type { FrameStream } from "./create-demultiplexer.ts";
import { createDemultiplexer } from "./create-demultiplexer.ts";

function frame(type: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header[0] = type;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** The frames' payloads, put together again from their pieces. */
function demultiplex(chunks: readonly Buffer[]) {
  const frames: [FrameStream, string][] = [];
  let pieces: Buffer[] = [];
  const demultiplexer = createDemultiplexer((stream, data, frameEnds) => {
    pieces.push(data);
    if (!frameEnds) return;
    frames.push([stream, Buffer.concat(pieces).toString("latin1")]);
    pieces = [];
  });
  const framed = chunks.map((chunk) => demultiplexer.push(chunk)).every(Boolean);
  return { frames, framed, complete: demultiplexer.isComplete() };
}

it("finds the frames wherever the data is cut", () => {
  const payload = fc.uint8Array({ minLength: 1, maxLength: 300 }).map(Buffer.from);
  const one = fc.tuple(fc.constantFrom(1, 2, 3), payload);
  fc.assert(
    fc.property(fc.array(one, { maxLength: 6 }), fc.array(fc.nat(2000)), (frames, cuts) => {
      const data = Buffer.concat(frames.map(([type, bytes]) => frame(type, bytes)));
      const borders = [0, ...cuts.filter((cut) => cut < data.length).sort((a, b) => a - b), data.length];
      const chunks = borders.slice(1).map((end, index) => data.subarray(borders[index], end));
      expect(demultiplex(chunks)).toEqual({
        frames: frames.map(([type, bytes]) => [
          ["", "stdout", "stderr", "engine"][type],
          bytes.toString("latin1"),
        ]),
        framed: true,
        complete: true,
      });
    }),
  );
});

it("takes nothing of an empty frame", () => {
  const empty = frame(1, Buffer.alloc(0));
  expect(demultiplex([Buffer.concat([empty, frame(2, Buffer.from("x"))])])).toEqual({
    frames: [["stderr", "x"]],
    framed: true,
    complete: true,
  });
});

it("knows that it is inside of a frame or a header", () => {
  const data = frame(1, Buffer.from("text"));
  for (let end = 1; end < data.length; end += 1)
    expect(demultiplex([data.subarray(0, end)])).toEqual({ frames: [], framed: true, complete: false });
});

it.each([
  ["text without frames", Buffer.from("Hello, this is a terminal\n")],
  ["a stream that there is not", frame(4, Buffer.from("x"))],
  ["a header that is none", Buffer.from([1, 0, 1, 0, 0, 0, 0, 1, 65])],
])("says so when the data is no framed stream: %s", (_, data) => {
  const { framed, complete, frames } = demultiplex([data, frame(1, Buffer.from("x"))]);
  expect({ framed, complete, frames }).toEqual({ framed: false, complete: false, frames: [] });
});

it("copies nothing", () => {
  const data = frame(1, Buffer.from("text"));
  const demultiplexer = createDemultiplexer((_, piece) => expect(piece.buffer).toBe(data.buffer));
  expect(demultiplexer.push(data)).toBe(true);
  expect.assertions(2);
});

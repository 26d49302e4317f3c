/** How fast output is captured, without an engine: what the benchmark compares with the engine itself. */
import { Readable } from "node:stream";
import type { Clock } from "@mlx/core";
import { captureOutput } from "../docker/capture/capture-output.ts";
import { createDemultiplexer } from "../docker/capture/create-demultiplexer.ts";
import { defaultLogLimits } from "../log/log-limits.ts";

export interface CaptureMeasurement {
  /** Megabytes (10⁶ bytes) of the program's output a second, from frames to the files of the log. */
  readonly captured: number;
  /** The same of taking the frames apart alone. */
  readonly demultiplexed: number;
  /** By how many bytes the process grew while it captured, at its largest. */
  readonly memory: number;
}

export interface MeasureCaptureOptions {
  /** Empty or absent; the log is made in it, at most 100 MiB. */
  readonly folder: string;
  /** Of output, in all. */
  readonly bytes: number;
  /** Of a line, with its newline. */
  readonly lineLength: number;
  /** Of lines that the engine puts into one frame. */
  readonly frameLength: number;
  readonly secrets: readonly string[];
  readonly clock: Clock;
}

/** A connection hands over so much at a time. */
const chunkLength = 64 * 1024;

export async function measureCapture(options: MeasureCaptureOptions): Promise<CaptureMeasurement> {
  const { folder, bytes, secrets, clock } = options;
  const { chunks, payload } = makeChunks(options);
  const rounds = Math.ceil(bytes / payload);
  const seconds = async (work: () => unknown) => {
    const from = clock.monotonic();
    await work();
    return (clock.monotonic() - from) / 1000;
  };
  const demultiplexer = createDemultiplexer(() => {});
  const demultiplexing = await seconds(() => {
    for (let round = 0; round < rounds; round += 1) for (const chunk of chunks) demultiplexer.push(chunk);
  });
  const before = process.memoryUsage.rss();
  let largest = before;
  const capture = captureOutput({
    folder,
    secrets,
    limits: defaultLogLimits,
    clock,
    onWritten: () => {
      largest = Math.max(largest, process.memoryUsage.rss());
    },
  });
  const capturing = await seconds(async () => {
    await capture.live(Readable.from(repeat(chunks, rounds), { objectMode: false }));
    capture.finish();
  });
  capture.close();
  const megabytes = (rounds * payload) / 1e6;
  return {
    captured: megabytes / capturing,
    demultiplexed: megabytes / demultiplexing,
    memory: largest - before,
  };
}

/** A few chunks of frames, which end together. */
function makeChunks({ lineLength, frameLength }: MeasureCaptureOptions): {
  readonly chunks: readonly Buffer[];
  readonly payload: number;
} {
  const line = `${"x".repeat(lineLength - 1)}\n`;
  const text = Buffer.from(line.repeat(Math.max(1, Math.floor(frameLength / lineLength))));
  const header = Buffer.from([1, 0, 0, 0, 0, 0, 0, 0]);
  header.writeUInt32BE(text.length, 4);
  const frame = Buffer.concat([header, text]);
  const frames = Math.ceil((8 * chunkLength) / frame.length);
  const data = Buffer.concat(Array.from({ length: frames }, () => frame));
  const chunks: Buffer[] = [];
  for (let at = 0; at < data.length; at += chunkLength) chunks.push(data.subarray(at, at + chunkLength));
  return { chunks, payload: frames * text.length };
}

function* repeat<T>(items: readonly T[], times: number): Iterable<T> {
  for (let time = 0; time < times; time += 1) yield* items;
}

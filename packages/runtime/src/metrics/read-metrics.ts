/**
 * Reads `metrics.jsonl` while the program writes it. A line without its newline waits for the rest;
 * a line that cannot be read is a problem with its number, never a failure.
 */
import type { FileHandle } from "node:fs/promises";
import type { MetricPoint } from "@mlx/core";
import { openRegularFile } from "../job/regular-file.ts";
import { parseMetricLine } from "./parse-metric-line.ts";

/** What reading has found so far; needed to go on from where it stopped. */
export interface MetricsProgress {
  /** Bytes. */
  readonly cursor: number;
  readonly lines: number;
  /** Points per name: the step of a point that does not say its own. */
  readonly counts: ReadonlyMap<string, number>;
}

export const metricsStart: MetricsProgress = { cursor: 0, lines: 0, counts: new Map() };

export interface ReadMetrics {
  readonly points: readonly MetricPoint[];
  readonly problems: readonly string[];
  readonly progress: MetricsProgress;
}

const blockSize = 1024 * 1024;
const longestLine = 1024 * 1024;
const newline = 10;

/**
 * Everything behind `from`, at most up to the byte `until`. `now` is the time of a point that does
 * not say its own. `ended`: the program writes no more, so that a last line without newline counts.
 */
export async function readMetrics(
  path: string,
  from: MetricsProgress,
  options: { readonly now: number; readonly ended: boolean; readonly until?: number },
): Promise<ReadMetrics> {
  const file = await openRegularFile(path);
  if (file === undefined) return { points: [], problems: [], progress: from };
  try {
    return await readLines(file, from, options);
  } finally {
    await file.close();
  }
}

async function readLines(
  file: FileHandle,
  from: MetricsProgress,
  { now, ended, until = Number.POSITIVE_INFINITY }: { now: number; ended: boolean; until?: number },
): Promise<ReadMetrics> {
  const points: MetricPoint[] = [];
  const problems: string[] = [];
  const counts = new Map(from.counts);
  let { cursor, lines } = from;

  function take(line: Buffer): void {
    lines += 1;
    const text = line.toString("utf8").trim();
    if (text === "") return;
    const parsed = line.length > longestLine ? { problem: "is longer than 1 MiB" } : parseMetricLine(text);
    if ("problem" in parsed) {
      problems.push(`metrics.jsonl line ${lines}: ${parsed.problem}`);
      return;
    }
    for (const { name, value, step, at } of parsed.points) {
      const index = counts.get(name) ?? 0;
      counts.set(name, index + 1);
      points.push({ name, value, step: step ?? index, at: at ?? now });
    }
  }

  let rest: Buffer = Buffer.alloc(0);
  for (let position = cursor; position < until; ) {
    const block = Buffer.allocUnsafe(Math.min(blockSize, until - position));
    const { bytesRead } = await file.read(block, 0, block.length, position);
    if (bytesRead === 0) break;
    position += bytesRead;
    const data =
      rest.length === 0 ? block.subarray(0, bytesRead) : Buffer.concat([rest, block.subarray(0, bytesRead)]);
    let start = 0;
    for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline, start)) {
      take(data.subarray(start, end));
      cursor += end + 1 - start;
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  if (ended && rest.length > 0) {
    take(rest);
    cursor += rest.length;
  }
  return { points, problems, progress: { cursor, lines, counts } };
}

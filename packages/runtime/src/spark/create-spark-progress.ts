import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { openRegularFile } from "../job/regular-file.ts";
import type { SparkStages } from "./spark-stages.ts";
import { createSparkStages } from "./spark-stages.ts";

/** What was read of one application's log. */
interface Reading {
  readonly application: string;
  readonly stages: SparkStages;
  /** Bytes. */
  cursor: number;
  /** Of a line whose rest is not written yet. */
  part: Buffer;
  /** The line is longer than any that counts, and is passed over. */
  skipping: boolean;
}

const blockSize = 1024 * 1024;
/** More than is written between two questions; what is left is read with the next. */
const mostBytes = 32 * blockSize;
const longestLine = 8 * 1024 * 1024;
const newline = 10;
const nothing = Buffer.alloc(0);

/**
 * Says of the folder of an event log how far the newest application in it is, each time going on from
 * where it stopped. `undefined` where nothing can be said, also where the log cannot be read: it is
 * never a reason to fail.
 */
export function createSparkProgress(): (folder: string) => Promise<string | undefined> {
  const readings = new Map<string, Reading>();

  return async function readProgress(folder: string): Promise<string | undefined> {
    try {
      const newest = await findNewest(folder);
      if (newest === undefined) return undefined;
      const known = readings.get(folder);
      const reading = known?.application === newest.application ? known : startReading(newest.application);
      readings.set(folder, reading);
      await readOn(newest.path, reading);
      return reading.stages.describe();
    } catch {
      return undefined;
    }
  };
}

function startReading(application: string): Reading {
  return { application, stages: createSparkStages(), cursor: 0, part: nothing, skipping: false };
}

const running = ".inprogress";

/** The log has another name while it is written. */
async function findNewest(
  folder: string,
): Promise<{ readonly application: string; readonly path: string } | undefined> {
  let newest: { readonly name: string; readonly changed: number } | undefined;
  for (const name of await readdir(folder)) {
    if (name.startsWith(".")) continue;
    const { mtimeMs, isFile } = await describeFile(join(folder, name));
    const changed = name.endsWith(running) ? Number.POSITIVE_INFINITY : mtimeMs;
    if (isFile && (newest === undefined || changed >= newest.changed)) newest = { name, changed };
  }
  if (newest === undefined) return undefined;
  const { name } = newest;
  const application = name.endsWith(running) ? name.slice(0, -running.length) : name;
  return { application, path: join(folder, name) };
}

async function describeFile(path: string) {
  const found = await stat(path);
  return { mtimeMs: found.mtimeMs, isFile: found.isFile() };
}

async function readOn(path: string, reading: Reading): Promise<void> {
  const file = await openRegularFile(path);
  if (file === undefined) return;
  try {
    const block = Buffer.allocUnsafe(blockSize);
    for (let read = 0; read < mostBytes; ) {
      const { bytesRead } = await file.read(block, 0, blockSize, reading.cursor);
      if (bytesRead === 0) return;
      read += bytesRead;
      reading.cursor += bytesRead;
      takeLines(block.subarray(0, bytesRead), reading);
    }
  } finally {
    await file.close();
  }
}

function takeLines(block: Buffer, reading: Reading): void {
  let from = 0;
  for (let end = block.indexOf(newline); end >= 0; end = block.indexOf(newline, from)) {
    const rest = block.subarray(from, end);
    from = end + 1;
    const line = reading.part.length === 0 ? rest : Buffer.concat([reading.part, rest]);
    if (!reading.skipping) reading.stages.add(line.toString("utf8"));
    reading.part = nothing;
    reading.skipping = false;
  }
  if (reading.skipping) return;
  reading.part = Buffer.concat([reading.part, block.subarray(from)]);
  reading.skipping = reading.part.length > longestLine;
  if (reading.skipping) reading.part = nothing;
}

import { createReadStream, createWriteStream, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createGzip } from "node:zlib";
import { writeFailure } from "../errors.ts";

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
/** Behind one of them a quotation mark begins a quoted cell; elsewhere it is part of the text. */
const cellEnds = new Set([lineFeed, carriageReturn, ...Buffer.from(",;\t|")]);

export interface EvenFiles {
  readonly files: readonly string[];
  /** The file that one of `files` was made of, or is. */
  readonly originalOf: (file: string) => string;
}

/**
 * DuckDB takes no CSV file whose lines end now with CRLF, now with LF. Those files are copied into the folder
 * with LF alone, under their own names; line ends in quoted cells stay. `undefined`: there is no such file.
 */
export async function evenLineEnds(files: readonly string[], folder: string): Promise<EvenFiles | undefined> {
  const originals = new Map<string, string>();
  const even: string[] = [];
  for (const [index, file] of files.entries()) {
    if (!(await hasBothEnds(file))) {
      even.push(file);
      continue;
    }
    const copy = join(folder, String(index), basename(file));
    try {
      mkdirSync(join(folder, String(index)), { recursive: true });
      await copyWithLineFeeds(file, copy);
    } catch (error) {
      throw writeFailure(folder, error);
    }
    originals.set(copy, file);
    even.push(copy);
  }
  if (originals.size === 0) return undefined;
  return { files: even, originalOf: (file) => originals.get(file) ?? file };
}

async function hasBothEnds(file: string): Promise<boolean> {
  const found = { crlf: false, lf: false };
  const outside = createQuoteTracker();
  let previous = 0;
  for await (const chunk of bytesOf(file))
    for (const byte of chunk) {
      if (outside(byte) && byte === lineFeed) {
        found[previous === carriageReturn ? "crlf" : "lf"] = true;
        if (found.crlf && found.lf) return true;
      }
      previous = byte;
    }
  return false;
}

async function copyWithLineFeeds(file: string, copy: string): Promise<void> {
  const outside = createQuoteTracker();
  let held = false;
  const even = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const out = Buffer.allocUnsafe(chunk.length + 1);
      let length = 0;
      for (const byte of chunk) {
        if (held && byte !== lineFeed) length = out.writeUInt8(carriageReturn, length);
        held = outside(byte) && byte === carriageReturn;
        if (!held) length = out.writeUInt8(byte, length);
      }
      done(null, out.subarray(0, length));
    },
    flush(done) {
      done(null, held ? Buffer.of(carriageReturn) : null);
    },
  });
  const target = createWriteStream(copy);
  const source = bytesOf(file);
  await (isCompressed(file)
    ? pipeline(source, even, createGzip({ level: constants.Z_BEST_SPEED }), target)
    : pipeline(source, even, target));
}

/** The content of a file, uncompressed. */
export function bytesOf(file: string): NodeJS.ReadableStream & AsyncIterable<Buffer> {
  const content = createReadStream(file);
  if (!isCompressed(file)) return content;
  const unpacked = createGunzip();
  content.on("error", (error) => unpacked.destroy(error));
  return content.pipe(unpacked);
}

function isCompressed(file: string): boolean {
  return file.toLowerCase().endsWith(".gz");
}

/** Takes byte after byte, and says of each whether it stands outside a quoted cell. */
export function createQuoteTracker(): (byte: number) => boolean {
  let state: "start" | "plain" | "quoted" | "closed" = "start";
  return (byte) => {
    if (state === "quoted") {
      if (byte === quote) state = "closed";
      return false;
    }
    if (byte === quote && state !== "plain") {
      state = "quoted";
      return false;
    }
    state = cellEnds.has(byte) ? "start" : "plain";
    return true;
  };
}

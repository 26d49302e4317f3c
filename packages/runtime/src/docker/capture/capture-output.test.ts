import { mkdtemp, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createFakeClock } from "@mlx/core/testing";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { chunkPath, listChunks } from "../../log/log-chunks.ts";
import type { LogLimits } from "../../log/log-limits.ts";
import { defaultLogLimits } from "../../log/log-limits.ts";
import type { ProgramStream } from "../../log/log-position.ts";
import { programStreams } from "../../log/log-position.ts";
import { logPrefixLength, parseLogPrefix } from "../../log/log-record.ts";
import { createRedactor } from "../../log/redactor.ts";
import { captureOutput } from "./capture-output.ts";
import type { Writes } from "./fake-engine-log.ts";
import { attached, breakBytes, linesOf, logged, streamOf } from "./fake-engine-log.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mlx-capture-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const secrets = ["hunter22", "pässwörd"];
const plenty: LogLimits = { ...defaultLogLimits, chunk: 150_000, head: 150_000 * 100 };

function open(folder: string, limits: LogLimits = plenty, onWritten = () => {}) {
  return captureOutput({ folder, secrets, limits, clock: createFakeClock(), onWritten });
}

/** The lines of a stored log, put together from their parts. */
async function storedLines(folder: string): Promise<Record<ProgramStream, Buffer[]>> {
  const lines = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  const parts = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
  for (const start of await listChunks(folder)) {
    const data = await readFile(chunkPath(folder, start));
    let from = 0;
    for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, from)) {
      const record = parseLogPrefix(data, from, end);
      if (record !== undefined) {
        parts[record.stream].push(data.subarray(from + logPrefixLength, end));
        if (!record.partial) lines[record.stream].push(Buffer.concat(parts[record.stream].splice(0)));
      }
      from = end + 1;
    }
  }
  return lines;
}

/** As a kill leaves it, in the middle of a write: of all that is stored only the first share. */
async function cutLog(folder: string, share: number): Promise<void> {
  const last = (await listChunks(folder)).at(-1) ?? 0;
  const size = await stat(chunkPath(folder, last)).catch(() => ({ size: 0 }));
  const keep = Math.floor(share * (last + size.size));
  for (const start of await listChunks(folder)) {
    const path = chunkPath(folder, start);
    if (start >= keep) await rm(path);
    else if (start + (await stat(path)).size > keep) await truncate(path, keep - start);
  }
}

/**
 * A last line without its end may be as long as one that goes on; how many of its bytes were replaced
 * cannot be told then, and they are stored as they are shown.
 */
function showInvalid(line: Buffer | undefined): Buffer | undefined {
  return line && Buffer.from(line.toString("latin1").replaceAll("\xef\xbf\xbd", "\xff"), "latin1");
}

/** Each byte as the program wrote it, or as Docker's log has it. */
async function expectWhole(folder: string, writes: Writes): Promise<void> {
  const stored = await storedLines(folder);
  for (const stream of programStreams) {
    const lines = linesOf(writes, stream);
    expect(stored[stream].length).toBe(lines.length);
    for (const [index, line] of lines.entries()) {
      const [own, broken] = [line, breakBytes(line)].map((bytes) => {
        const redactor = createRedactor(secrets, { replayed: true });
        return Buffer.concat([redactor.push(bytes), redactor.end()]);
      });
      const found = showInvalid(stored[stream][index]);
      if (found?.equals(own ?? found) || found?.equals(broken ?? found)) continue;
      expect(found?.length).toBe(own?.length);
      const strange = found?.findIndex((byte, at) => byte !== own?.[at] && byte !== broken?.[at]);
      expect(strange).toBe(-1);
    }
  }
}

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.string({ maxLength: 120 }).map((text) => Buffer.from(text)) },
  {
    weight: 6,
    arbitrary: fc.constantFrom("\n", "\n\n", "line\n", "\r 50 %\r 51 %", "✓ grün\n").map(Buffer.from),
  },
  { weight: 2, arbitrary: fc.constantFrom(...secrets, "hunter", "22\n", "pässw", "örd").map(Buffer.from) },
  {
    weight: 2,
    arbitrary: fc.constantFrom("\xff", "\xe2\x82", "\x80\n").map((it) => Buffer.from(it, "latin1")),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 16_370, max: 16_400 }).map((length) => Buffer.alloc(length, "y")),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 24_000 }).map((length) => Buffer.from("✓".repeat(length))),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 65_000, max: 70_000 }).map((length) => Buffer.alloc(length, "z")),
  },
);
const anyWrites = fc.array(fc.tuple(fc.constantFrom(...programStreams), piece), { maxLength: 40 });

describe("a capture that is killed", () => {
  it.each([
    ["", plenty],
    [", with short parts of lines and small files", { ...plenty, chunk: 5000, head: 5000 * 1e5, line: 64 }],
  ])("is resumed as if it had not been%s", { timeout: 120_000 }, async (_, limits) => {
    const kills = fc.array(
      fc.record({ frames: fc.nat(60), keep: fc.double({ min: 0, max: 1, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    const options = fc.record({ finalNewline: fc.boolean(), timed: fc.boolean() });
    const chunk = fc.constantFrom(7, 1000, 64 * 1024);
    await fc.assert(
      fc.asyncProperty(anyWrites, kills, chunk, options, async (writes, killed, length, option) => {
        const folder = await mkdtemp(join(root, "case-"));
        const docker = logged(writes, option);
        for (const [index, { frames, keep }] of killed.entries()) {
          const capture = open(folder, limits);
          if (index === 0) await capture.live(streamOf(attached(writes.slice(0, frames)), length));
          else await capture.resume(async () => streamOf(docker.slice(0, frames), length));
          capture.close();
          await cutLog(folder, keep);
        }
        const last = open(folder, limits);
        expect(await last.resume(async () => streamOf(docker, length))).toEqual({ complete: true });
        last.finish();
        last.close();
        expect(last.lost()).toEqual({ bytes: 0 });
        await expectWhole(folder, writes);
        await rm(folder, { recursive: true });
      }),
      { numRuns: 150 },
    );
  });
});

import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LogLine } from "@mlx/core";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appendNote } from "./append-note.ts";
import { countDroppedBytes } from "./log-chunks.ts";
import type { LogLimits } from "./log-limits.ts";
import { createLogReader } from "./log-reader.ts";
import { createLogWriter } from "./log-writer.ts";

const limits: LogLimits = { chunk: 400, head: 800, tail: 1200, line: 64 };
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-log-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open(secrets: readonly string[] = [], place = folder) {
  let now = 1000;
  const tick = () => {
    now += 1;
    return now;
  };
  return createLogWriter({ folder: place, limits, secrets, now: tick });
}

async function readAll(place = folder, cursor = "0") {
  const reader = createLogReader(place, cursor);
  const items = [];
  for (let batch = await reader.read(); batch.length > 0; batch = await reader.read()) items.push(...batch);
  return items;
}

function text(lines: readonly LogLine[], stream: LogLine["stream"]): string {
  const own = lines.filter((line) => line.stream === stream);
  return own.map((line) => line.text + (line.partial ? "" : "\n")).join("");
}

it("stores lines of both streams, and the last one without a newline", async () => {
  const writer = open();
  writer.write("stdout", Buffer.from("one\ntw"));
  writer.write("stderr", Buffer.from("err\n"));
  writer.write("stdout", Buffer.from("o\n\nthree"));
  writer.end("stdout");
  writer.end("stderr");
  writer.close();
  const lines = (await readAll()).map(({ line }) => line);
  expect(text(lines, "stdout")).toBe("one\ntwo\n\nthree\n");
  expect(text(lines, "stderr")).toBe("err\n");
});

it("divides a long line between characters", async () => {
  const writer = open();
  writer.write("stdout", Buffer.from(`${"ü".repeat(70)}x\n`));
  writer.end("stdout");
  const lines = (await readAll()).map(({ line }) => line);
  expect(lines.map(({ text: part, partial }) => [part.length, partial])).toEqual([
    [32, true],
    [32, true],
    [7, undefined],
  ]);
  expect(text(lines, "stdout")).toBe(`${"ü".repeat(70)}x\n`);
});

it("replaces secrets before they are stored", async () => {
  const writer = open(["hunter22"]);
  writer.write("stdout", Buffer.from("is hunt"));
  writer.write("stdout", Buffer.from("er22\n"));
  writer.end("stdout");
  expect((await readAll()).map(({ line }) => line.text)).toEqual(["is ***"]);
});

it("keeps what was written, however it was cut, and in whatever way it is read", async () => {
  const line = fc.string({ unit: fc.constantFrom("a", "b", "\n"), maxLength: 150 });
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 5 }), fc.nat(8), async (chunks, stop) => {
      const place = await mkdtemp(join(folder, "case-"));
      const writer = open([], place);
      for (const chunk of chunks) writer.write("stdout", Buffer.from(chunk));
      writer.end("stdout");
      writer.close();
      const all = await readAll(place);
      const written = chunks.join("");
      const whole = written === "" || written.endsWith("\n") ? written : `${written}\n`;
      expect(
        text(
          all.map((item) => item.line),
          "stdout",
        ),
      ).toBe(whole);
      const until = all[stop];
      if (until !== undefined) expect(await readAll(place, until.cursor)).toEqual(all.slice(stop + 1));
    }),
    { numRuns: 50 },
  );
});

describe("over the limit", () => {
  async function flood(lines: number, reader?: ReturnType<typeof createLogReader>) {
    const writer = open();
    const seen = [];
    for (let number = 0; number < lines; number += 1) {
      writer.write("stdout", Buffer.from(`line ${number}\n`));
      if (reader !== undefined && number < 20) seen.push(...(await reader.read()));
    }
    writer.end("stdout");
    writer.close();
    return seen;
  }

  it("keeps the beginning and the end, and says how much is missing between", async () => {
    await flood(500);
    const lines = (await readAll()).map(({ line }) => line);
    const gaps = lines.filter(({ stream }) => stream === "execution");
    const dropped = await countDroppedBytes(folder);
    expect(gaps.map(({ text: gap }) => gap.split(" ")[0])).toEqual([dropped.toLocaleString("en")]);
    expect(lines.at(0)?.text).toBe("line 0");
    expect(lines.at(-1)?.text).toBe("line 499");
    const names = await readdir(folder);
    expect(names).toHaveLength(5);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.chunk);
    const record = "2026-01-01T00:00:00.123456789Z stdout F line 123\n".length;
    const all = 500 * record - 10 * 2 - 90;
    expect(dropped + sizes.reduce((sum, size) => sum + size, 0)).toBe(all);
  });

  it("tells a reader that fell behind what it missed, and loses nothing else", async () => {
    const reader = createLogReader(folder, "0");
    const early = await flood(500, reader);
    const late = [];
    for (let batch = await reader.read(); batch.length > 0; batch = await reader.read()) late.push(...batch);
    const lines = [...early, ...late].map(({ line }) => line);
    const gap = lines.findIndex(({ stream }) => stream === "execution");
    const numbers = lines.filter(({ stream }) => stream === "stdout").map((line) => line.text.slice(5));
    const from = Number(numbers[gap]);
    expect(numbers).toEqual([
      ...Array.from({ length: gap }, (_, index) => `${index}`),
      ...Array.from({ length: 500 - from }, (_, index) => `${from + index}`),
    ]);
  });
});

it("merges notes by time", async () => {
  const writer = open();
  await appendNote(folder, "first", 500);
  writer.write("stdout", Buffer.from("line\n"));
  await appendNote(folder, "last", 5000);
  expect((await readAll()).map(({ line }) => line.text)).toEqual(["first", "line", "last"]);
});

import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { chunkPath } from "./log-chunks.ts";
import type { LogLimits } from "./log-limits.ts";
import { createLogReader } from "./log-reader.ts";
import { createLogWriter } from "./log-writer.ts";
import { restoreLog } from "./restore-log.ts";

const limits: LogLimits = { chunk: 400, head: 4000, tail: 4000, line: 64 };
let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-restore-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function open() {
  return createLogWriter({ folder, limits, secrets: [], now: () => 1000, restored: restoreLog(folder) });
}

async function texts(): Promise<readonly string[]> {
  const reader = createLogReader(folder, "0");
  const lines = [];
  for (let batch = await reader.read(); batch.length > 0; batch = await reader.read()) lines.push(...batch);
  return lines.map(({ line }) => line.text);
}

it("makes the folder of a log that there is not yet", async () => {
  await rm(folder, { recursive: true });
  const nothing = { lines: 0, bytes: 0 };
  expect(restoreLog(folder)).toEqual({
    position: { stdout: nothing, stderr: nothing },
    starts: [],
    size: 0,
  });
});

it("counts lines, and what is stored of a line without its end", () => {
  const writer = open();
  writer.write("stdout", Buffer.from(`one\n\n${"x".repeat(150)}`));
  writer.write("stderr", Buffer.from("begun"));
  writer.close();
  expect(restoreLog(folder).position).toEqual({
    stdout: { lines: 2, bytes: 128 },
    stderr: { lines: 0, bytes: 0 },
  });
});

it("counts on over the borders of files, of which readers see nothing", async () => {
  const writer = open();
  for (let number = 0; number < 50; number += 1) writer.write("stdout", Buffer.from(`line ${number}\n`));
  writer.close();
  expect((await readdir(folder)).length).toBeGreaterThan(5);
  expect(restoreLog(folder).position.stdout).toEqual({ lines: 50, bytes: 0 });
  expect(await texts()).toEqual(Array.from({ length: 50 }, (_, number) => `line ${number}`));
});

it("cuts off a torn record, and what lies behind a damaged one", async () => {
  const writer = open();
  writer.write("stdout", Buffer.from("one\ntwo\n"));
  writer.close();
  const whole = await readFile(chunkPath(folder, 0));
  for (const rest of ["1970-01-01T00", "\0\0\0\0\0", "damaged\n", `damaged\n${whole}`, "@ stdout 7 0\n"]) {
    await appendFile(chunkPath(folder, 0), rest);
    expect(restoreLog(folder)).toMatchObject({ size: whole.length, position: { stdout: { lines: 2 } } });
    expect(await readFile(chunkPath(folder, 0))).toEqual(whole);
  }
});

it("goes back to the file before one without a whole record", async () => {
  const writer = open();
  writer.write("stdout", Buffer.from("one\n"));
  writer.close();
  const { size } = restoreLog(folder);
  await writeFile(chunkPath(folder, size), "@ stdout 1 0 std");
  expect(restoreLog(folder)).toMatchObject({ starts: [0], size });
  expect(await readdir(folder)).toHaveLength(1);
});

it("counts lines that could not be stored as well", async () => {
  const writer = open();
  writer.write("stdout", Buffer.from("one\n"));
  writer.close();
  const second = open();
  await rm(folder, { recursive: true });
  second.write("stdout", Buffer.from("two\nthree\n"));
  expect(second.lost().bytes).toBeGreaterThan(0);
  await mkdir(folder);
  second.write("stdout", Buffer.from("four\n"));
  second.close();
  expect(restoreLog(folder).position.stdout).toEqual({ lines: 4, bytes: 0 });
  expect(await texts()).toEqual(["four"]);
});

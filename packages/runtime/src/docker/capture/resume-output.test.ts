/** Resuming from a log of the engine that is not the stored one's continuation without more ado. */
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { setImmediate as turn } from "node:timers/promises";
import { InternalError } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { afterEach, beforeEach, expect, it } from "vitest";
import { countDroppedBytes } from "../../log/log-chunks.ts";
import type { LogLimits } from "../../log/log-limits.ts";
import { defaultLogLimits } from "../../log/log-limits.ts";
import { createLogReader } from "../../log/log-reader.ts";
import { captureOutput } from "./capture-output.ts";
import type { Writes } from "./fake-engine-log.ts";
import { attached, logged, streamOf } from "./fake-engine-log.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-resume-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const secrets = ["hunter22", "pässwörd"];

function open(limits: LogLimits = defaultLogLimits, onWritten = () => {}) {
  return captureOutput({ folder, secrets, limits, clock: createFakeClock(), onWritten });
}

async function readAll() {
  const reader = createLogReader(folder, "0");
  const lines = [];
  for (let batch = await reader.read(); batch.length > 0; batch = await reader.read())
    lines.push(...batch.map(({ line }) => line));
  return lines;
}

async function texts(stream: string): Promise<readonly string[]> {
  return (await readAll()).filter((line) => line.stream === stream).map(({ text }) => text);
}

const writesOf = (lines: readonly string[], stream: "stdout" | "stderr" = "stdout"): Writes =>
  lines.map((line) => [stream, Buffer.from(`${line}\n`)] as const);

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `line ${from + index}`);

/** Stores some lines live, is killed, and goes on from what the engine has then. */
async function resumeAfter(stored: Writes, engine: Writes) {
  const first = open();
  await first.live(streamOf(attached(stored)));
  first.close();
  const second = open();
  const opened: boolean[] = [];
  const end = await second.resume(async ({ follow }) => {
    opened.push(follow);
    return streamOf(logged(engine));
  });
  second.finish();
  second.close();
  return { end, opened };
}

it("needs no search where the engine's log begins with what is stored", async () => {
  const { end, opened } = await resumeAfter(writesOf(numbered(0, 200)), writesOf(numbered(0, 300)));
  expect({ end, opened }).toEqual({ end: { complete: true }, opened: [true, false] });
  expect(await texts("stdout")).toEqual(numbered(0, 300));
  expect(await texts("execution")).toEqual([]);
});

it("reads the rest of a log whose following the engine has ended too early", async () => {
  const all = logged(writesOf(numbered(0, 300)));
  const capture = open();
  expect(await capture.resume(async ({ follow }) => streamOf(follow ? all.slice(0, 200) : all))).toEqual({
    complete: true,
  });
  capture.finish();
  expect(await texts("stdout")).toEqual(numbered(0, 300));
});

it("is not complete before the container has ended", async () => {
  const all = logged(writesOf(numbered(0, 300)));
  const capture = open();
  let now = 100;
  const read = async () => streamOf(all.slice(0, now));
  const hasEnded = async () => {
    now += 100;
    return now === 300;
  };
  expect(await capture.resume(read, hasEnded)).toMatchObject({ complete: false });
  expect(await texts("stdout")).toEqual(numbered(0, 200));
  expect(await capture.resume(read, hasEnded)).toEqual({ complete: true });
  expect(await texts("stdout")).toEqual(numbered(0, 300));
});

it.each([
  ["of which half is stored", 100],
  ["of which the last stored lines are left", 180],
  ["that begins where the stored one ends, but for a line", 199],
])("finds the place in a log that lost its beginning, and %s", async (_, from) => {
  const errors = writesOf(["an error", "another"], "stderr");
  await resumeAfter(
    [...writesOf(numbered(0, 200)), ...errors],
    [...writesOf(numbered(from, 300)), ...errors, ...writesOf(["a third"], "stderr")],
  );
  expect(await texts("stdout")).toEqual(numbered(0, 300));
  expect(await texts("stderr")).toEqual(["an error", "another", "a third"]);
  expect(await texts("execution")).toEqual([]);
});

it("goes on in the middle of a line whose place was found", async () => {
  const long = "x".repeat(100_000);
  await resumeAfter(
    [...writesOf(numbered(0, 200)), ["stdout", Buffer.from(long)]],
    [...writesOf(numbered(100, 200)), ...writesOf([`${long}end`, "more"])],
  );
  expect((await texts("stdout")).slice(200)).toEqual([
    "x".repeat(65_536),
    `${"x".repeat(100_000 - 65_536)}end`,
    "more",
  ]);
});

it("finds the place where the engine has lost some of what is stored", async () => {
  const lines = numbered(0, 200);
  await resumeAfter(writesOf(lines), writesOf([...lines.slice(0, 60), ...lines.slice(90), "more"]));
  expect(await texts("stdout")).toEqual([...lines, "more"]);
  expect(await texts("execution")).toEqual([]);
});

it("says how much the engine passed over while it was followed", async () => {
  const capture = open();
  const all = logged(writesOf(numbered(0, 300)));
  await capture.resume(async ({ follow }) =>
    streamOf(follow ? [...all.slice(0, 100), ...all.slice(130, 250)] : all),
  );
  capture.finish();
  expect(await texts("stdout")).toEqual([...numbered(0, 100), ...numbered(130, 300)]);
  expect(await texts("execution")).toEqual([
    "mlx did not watch for a while, and the engine passed over 30 lines of stdout when it read its log to mlx: they are missing before this",
  ]);
});

it("leaves out what the engine gives twice, and keeps the engine's times", async () => {
  const all = logged(writesOf(numbered(0, 300)));
  const capture = open();
  await capture.resume(async ({ follow }) => {
    return streamOf(follow ? [...all.slice(0, 200), ...all.slice(180, 250), ...all.slice(230)] : all);
  });
  capture.finish();
  const stored = await readAll();
  expect(stored.map(({ text }) => text)).toEqual(numbered(0, 300));
  expect(stored.map(({ at }) => at)).toEqual(stored.map((_, index) => Date.UTC(2026, 0, 1) + index + 1));
});

it("says so where the place is gone, and stores all that there is", async () => {
  const long = "x".repeat(100_000);
  const { opened } = await resumeAfter(
    [...writesOf(numbered(0, 200)), ["stdout", Buffer.from(long)]],
    writesOf(numbered(500, 600)),
  );
  expect(opened).toEqual([true, false, true, false]);
  const stored = await readAll();
  const own = stored.filter(({ stream }) => stream === "stdout");
  expect(own.slice(200, 202).map(({ text, partial }) => [text.length, partial])).toEqual([
    [65_536, true],
    [0, undefined],
  ]);
  expect(own.slice(202).map(({ text }) => text)).toEqual(numbered(500, 600));
  expect(await texts("execution")).toEqual([
    "mlx did not watch for a while, and the engine no longer holds the line of stdout at which it stopped: lines may be missing here, or come twice",
  ]);
});

it("stores lines twice rather than not at all", async () => {
  const ticks = Array.from({ length: 100 }, () => "tick");
  await resumeAfter(writesOf(["begin", ...ticks]), writesOf([...ticks, ...ticks, "end"]));
  const stored = await texts("stdout");
  expect(stored.filter((text) => text === "tick").length).toBeGreaterThanOrEqual(200);
  expect(stored.at(-1)).toBe("end");
});

it("finds the place also when the engine drops more each time it is asked", async () => {
  const first = open();
  await first.live(streamOf(attached(writesOf(numbered(0, 200)))));
  first.close();
  const second = open();
  let opened = 0;
  const resuming = second.resume(async () => {
    opened += 1;
    return streamOf(logged(writesOf(numbered(Math.min(10 * opened, 140), 300))));
  });
  expect(await resuming).toEqual({ complete: true });
  second.finish();
  expect(await texts("stdout")).toEqual(numbered(0, 300));
  expect(await texts("execution")).toEqual([]);
});

it("finds the place when the engine has dropped so much that the log is shorter than what is stored", async () => {
  const first = open();
  await first.live(streamOf(attached(writesOf(numbered(0, 1000)))));
  first.close();
  const second = open();
  const from = [100, 100, 100, 900, 900, 900];
  await second.resume(async ({ follow }) =>
    streamOf(logged(writesOf(numbered(from.shift() ?? 900, follow ? 1000 : 1001)))),
  );
  second.finish();
  expect(await texts("stdout")).toEqual(numbered(0, 1001));
  expect(from, "each is a reading of the engine's log").toEqual([]);
});

it("stores nothing twice where the engine has lost the end of what is stored", async () => {
  const { end } = await resumeAfter(writesOf(numbered(0, 300)), writesOf(numbered(0, 290)));
  expect(end).toEqual({ complete: true });
  expect(await texts("stdout")).toEqual(numbered(0, 300));
  expect(await texts("execution")).toEqual([]);
});

it("goes on in the same process after the connection broke", async () => {
  const capture = open();
  const engine = new PassThrough();
  const ended = capture.live(engine);
  for (const part of attached([["stdout", Buffer.from("one\ntwo\nhal")]])) engine.write(part);
  await turn();
  engine.destroy(Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }));
  expect(await ended).toEqual({ complete: false, why: "socket hang up" });
  const all: Writes = [["stdout", Buffer.from("one\ntwo\nhalf\nthree")]];
  const half = logged(all).slice(0, 2);
  const cut = Buffer.concat([...half, Buffer.from([1, 0, 0])]);
  expect(await capture.resume(async () => streamOf([cut]))).toEqual({
    complete: false,
    why: "the connection ended inside of a frame",
  });
  expect(await capture.resume(async () => streamOf(logged(all)))).toEqual({ complete: true });
  capture.finish();
  capture.finish();
  expect(await texts("stdout")).toEqual(["one", "two", "half", "three"]);
});

it("ends when it is closed", async () => {
  const capture = open();
  const engine = new PassThrough();
  const ended = capture.live(engine);
  engine.write(attached(writesOf(["one"]))[0]);
  await turn();
  capture.close();
  expect(await ended).toMatchObject({ complete: false });
  expect(await texts("stdout")).toEqual(["one"]);
});

it("tells what the engine says, and what is no answer of an engine", async () => {
  const complaint = Buffer.concat([Buffer.from([3, 0, 0, 0, 0, 0, 0, 6]), Buffer.from("no log")]);
  const capture = open();
  expect(await capture.resume(async () => streamOf([complaint]))).toEqual({ complete: false, why: "no log" });
  expect(await capture.resume(async () => streamOf([Buffer.from("<html>")]))).toEqual({
    complete: false,
    why: "the connection ended inside of a frame",
  });
  expect(await capture.resume(async () => streamOf([Buffer.from("<html></html>")]))).toEqual({
    complete: false,
    why: "the engine's answer is no stream of frames",
  });
  const refused = new InternalError("refused");
  await expect(capture.resume(() => Promise.reject(refused))).rejects.toBe(refused);
});

it("attaches to nothing that is stored", async () => {
  const first = open();
  await first.live(streamOf(attached(writesOf(["one"]))));
  first.close();
  await expect(open().live(streamOf([]))).rejects.toThrow(InternalError);
});

it("wakes whoever reads, once there is something to read", async () => {
  const seen: number[] = [];
  let size = 0;
  const capture = open(defaultLogLimits, () => seen.push(size));
  const engine = new PassThrough();
  const ended = capture.live(engine);
  for (const line of ["one", "two"]) {
    engine.write(attached(writesOf([line]))[0]);
    while (seen.length === size) await turn();
    size = seen.length;
    expect((await texts("stdout")).at(-1)).toBe(line);
  }
  engine.end();
  await ended;
});

it("hides a secret with a character that Docker's log has broken", async () => {
  const line = `${"x".repeat(16 * 1024 - 2)}pässwörd, hunter22`;
  const capture = open();
  await capture.resume(async () => streamOf(logged(writesOf([line]))));
  capture.close();
  const [name = ""] = (await readdir(folder)).filter((it) => it !== "notes.log");
  const stored = await readFile(join(folder, name), "latin1");
  expect(stored.endsWith("xxx***, ***\n")).toBe(true);
});

it("keeps the beginning and the end, with an exact gap, also when it is resumed on the way", async () => {
  const limits: LogLimits = { chunk: 400, head: 800, tail: 1200, line: 64 };
  const lines = numbered(0, 500);
  for (const kills of [[5], [40], [200], [200, 260, 400]]) {
    await rm(folder, { recursive: true, force: true });
    const first = open(limits);
    await first.live(streamOf(attached(writesOf(lines.slice(0, kills[0]))), 50));
    first.close();
    for (const kill of [...kills.slice(1), 500]) {
      const next = open(limits);
      await next.resume(async () => streamOf(logged(writesOf(lines.slice(0, kill))), 50));
      next.close();
    }
    const stored = await readAll();
    const gap = stored.findIndex(({ stream }) => stream === "execution");
    const dropped = await countDroppedBytes(folder);
    expect(stored[gap]?.text.split(" ")[0]).toBe(dropped.toLocaleString("en"));
    const own = stored.filter(({ stream }) => stream === "stdout").map(({ text }) => text);
    const from = Number(own[gap]?.slice(5));
    expect(own).toEqual([...numbered(0, gap), ...numbered(from, 500)]);
    const names = await readdir(folder);
    expect(names).toHaveLength(5);
    const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
    expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.chunk);
  }
});

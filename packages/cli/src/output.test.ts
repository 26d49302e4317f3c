import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createOutput } from "./output.ts";

function createStream(room = true) {
  const written: string[] = [];
  const stream = Object.assign(new EventEmitter(), {
    write: (text: string) => {
      written.push(text);
      return room;
    },
  });
  return { stream, written };
}

const unexpected = (error: Error) => expect.unreachable(error.message);

test("data goes to stdout and notes to stderr", () => {
  const [stdout, stderr] = [createStream(), createStream()];
  const output = createOutput(stdout.stream, stderr.stream, unexpected);
  output.data("data");
  output.note("note");
  expect([stdout.written, stderr.written]).toEqual([["data\n"], ["note\n"]]);
});

test("a reader that goes away ends the output quietly", async () => {
  const stdout = createStream(false);
  const output = createOutput(stdout.stream, createStream().stream, unexpected);
  output.data("one");
  const waiting = output.drained();
  stdout.stream.emit("error", Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
  await waiting;
  output.data("two");
  expect([output.closed(), stdout.written]).toEqual([true, ["one\n"]]);
});

test("data that cannot be written is told of", () => {
  const stdout = createStream();
  const failures: unknown[] = [];
  createOutput(stdout.stream, createStream().stream, ({ code }) => failures.push(code));
  stdout.stream.emit("error", Object.assign(new Error("no space"), { code: "ENOSPC" }));
  expect(failures).toEqual(["ENOSPC"]);
});

test("a full stdout is waited for", async () => {
  const stdout = createStream(false);
  const output = createOutput(stdout.stream, createStream().stream, unexpected);
  output.data("one");
  let drained = false;
  const waiting = output.drained().then(() => {
    drained = true;
  });
  await Promise.resolve();
  expect(drained).toBe(false);
  stdout.stream.emit("drain");
  await waiting;
});

test("waiting again and again adds no listeners that stay", async () => {
  const stdout = createStream(false);
  const output = createOutput(stdout.stream, createStream().stream, unexpected);
  for (let line = 0; line < 20; line += 1) {
    output.data("line");
    const waiting = output.drained();
    stdout.stream.emit("drain");
    await waiting;
  }
  expect([stdout.stream.listenerCount("error"), stdout.stream.listenerCount("drain")]).toEqual([1, 0]);
});

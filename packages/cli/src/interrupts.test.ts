import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createInterrupts } from "./interrupts.ts";

test("listeners hear both signals, until they are closed", () => {
  const source = new EventEmitter();
  const heard: string[] = [];
  const listening = createInterrupts(source).listen((signal) => heard.push(signal));
  source.emit("SIGINT", "SIGINT");
  source.emit("SIGTERM", "SIGTERM");
  listening.close();
  source.emit("SIGINT", "SIGINT");
  expect([heard, source.listenerCount("SIGINT"), source.listenerCount("SIGTERM")]).toEqual([
    ["SIGINT", "SIGTERM"],
    0,
    0,
  ]);
});

test("the first interrupt aborts; then Node's own handling is back", async () => {
  const source = new EventEmitter();
  const seen = await createInterrupts(source).during(async (signal) => {
    const before = signal.aborted;
    source.emit("SIGINT", "SIGINT");
    await new Promise(setImmediate);
    return [before, signal.aborted, source.listenerCount("SIGINT")];
  });
  expect(seen).toEqual([false, true, 0]);
});

test("who else hears the first interrupt does not find itself alone", async () => {
  const source = new EventEmitter();
  let listeners = 0;
  await createInterrupts(source).during(async () => {
    source.on("SIGINT", () => {
      listeners = source.listenerCount("SIGINT");
    });
    source.emit("SIGINT", "SIGINT");
  });
  expect(listeners).toBe(2);
});

test("without an interrupt nothing stays behind", async () => {
  const source = new EventEmitter();
  await createInterrupts(source).during(async () => source.listenerCount("SIGTERM"));
  expect(source.listenerCount("SIGTERM")).toBe(0);
});

import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { boundLog, moveLargeLog } from "./bound-log.ts";

function createLog(): string {
  const folder = mkdtempSync(join(tmpdir(), "mlx-log-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "default.log");
}

/** What is written between the looks, and what lies there in the end. */
async function live(log: string, output: number, ...lines: readonly string[]) {
  const ended = new AbortController();
  const left = [...lines];
  const sleep = async () => {
    const line = left.shift();
    if (line === undefined) ended.abort();
    else writeSync(output, line);
  };
  await boundLog({ log, output, largest: 10 }, { sleep }, ended.signal);
}

test("the log of a long life is cut, and goes on", async () => {
  const log = createLog();
  await live(log, openSync(log, "a"), "first\n", "second\n", "third\n", "fourth line\n", "fifth\n");
  expect(readFileSync(`${log}.1`, "utf8")).toBe("third\nfourth line\n");
  expect(readFileSync(log, "utf8")).toBe("fifth\n");
});

test("a log that others write is left alone", async () => {
  const log = createLog();
  writeFileSync(log, "written by another daemon\n");
  await live(log, openSync(`${log}.of-this`, "a"), "a long line of its own\n");
  expect(readFileSync(log, "utf8")).toBe("written by another daemon\n");
  rmSync(log);
  await live(log, openSync(`${log}.of-this`, "a"), "more\n");
  expect(readdirSync(join(log, ".."))).toEqual(["default.log.of-this"]);
});

test("a large log makes way for a new one at a start", async () => {
  const log = createLog();
  await moveLargeLog(log, 10);
  writeFileSync(log, "small\n");
  await moveLargeLog(log, 10);
  expect(readdirSync(join(log, ".."))).toEqual(["default.log"]);
  writeFileSync(log, "a larger one\n");
  await moveLargeLog(log, 10);
  expect(readdirSync(join(log, ".."))).toEqual(["default.log.1"]);
});

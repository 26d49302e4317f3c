import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@mlx/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { defaultLogLimits } from "../../log/log-limits.ts";
import { createLogReader } from "../../log/log-reader.ts";
import { captureOutput } from "../capture/capture-output.ts";
import { attached, logged, streamOf, type Writes } from "../capture/fake-engine-log.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import { takeOutput } from "./take-output.ts";

let folder = "";
let server: Server | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-take-"));
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

/**
 * An engine that has this in the container's log; tells what was asked of it. Before an answer it may wait, break
 * off, or answer something else.
 */
async function engineWith(
  writes: Writes,
  before: (answer: ServerResponse, asked: number) => Promise<void> = async () => {},
) {
  const asked: string[] = [];
  const listening = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "", "http://engine");
    const has = (name: string) => searchParams.get(name) === "true";
    if (pathname.endsWith("/logs")) asked.push(["stdout", "stderr"].filter(has).join(" "));
    const answer = Buffer.concat(logged(writes.filter(([name]) => has(name))));
    response.setHeader("content-type", "application/vnd.docker.raw-stream");
    void before(response, asked.length).then(() => response.end(answer));
    // An engine begins to answer at once.
    if (!response.headersSent) response.flushHeaders();
  });
  server = listening;
  await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
  const { port } = listening.address() as AddressInfo;
  const processEnv = { DOCKER_HOST: `tcp://127.0.0.1:${port}` };
  return { engine: connectEngine({ processEnv, home: folder }), asked };
}

/** The clock of what is tested is that much faster. */
const haste = 20;

async function take(live: Writes | PassThrough, engine: Awaited<ReturnType<typeof engineWith>>["engine"]) {
  const clock: Clock = {
    now: Date.now,
    monotonic: () => performance.now(),
    sleep: (milliseconds, signal) => sleep(milliseconds / haste, undefined, { signal }),
  };
  const capture = captureOutput({ folder, secrets: [], limits: defaultLogLimits, clock });
  const warning = await takeOutput(
    "c0ffee",
    { engine, clock },
    {
      attached: asStream(live),
      capture,
      claim: { isHeld: () => true },
      ended: Promise.resolve(),
      losses: () => 0,
      signal: new AbortController().signal,
    },
  );
  capture.finish();
  capture.close();
  const lines = await createLogReader(folder, "0").read();
  return { warning, texts: lines.map(({ line }) => line.text) };
}

function asStream(live: Writes | PassThrough): NodeJS.ReadableStream {
  if (live instanceof PassThrough) return live;
  return live.length === 0 ? Readable.from([]) : streamOf(attached(live));
}

const one: Writes = [["stdout", Buffer.from("one\ntwo\n")]];
const both: Writes = [...one, ["stderr", Buffer.from("three\n")]];

it("asks the engine for the output of a program that was silent while it was attached", async () => {
  const { engine, asked } = await engineWith(one);
  expect(await take([], engine)).toEqual({ warning: undefined, texts: ["one", "two"] });
  expect(asked.length).toBeGreaterThan(0);
});

it("asks for a stream that was silent while it was attached, and takes the other one once", async () => {
  const { engine } = await engineWith(both);
  expect(await take(one, engine)).toEqual({ warning: undefined, texts: ["one", "two", "three"] });
});

it("asks for nothing where output of both streams has come", async () => {
  const { engine, asked } = await engineWith(both);
  expect(await take(both, engine)).toEqual({ warning: undefined, texts: ["one", "two", "three"] });
  expect(asked).toEqual([]);
});

it("takes it that a program is silent when the engine's log says so too", async () => {
  const { engine } = await engineWith([]);
  expect(await take([], engine)).toEqual({ warning: undefined, texts: [] });
});

it("takes it that a stream is silent when the engine's log says so too", async () => {
  const { engine, asked } = await engineWith(one);
  expect(await take(one, engine)).toEqual({ warning: undefined, texts: ["one", "two"] });
  expect(asked).toEqual(["stderr"]);
});

it("lets the engine read its log for as long as it takes a full one", async () => {
  const { engine, asked } = await engineWith(both, async (_, count) => {
    if (count === 1) await sleep(15_000 / haste);
  });
  expect(await take(one, engine)).toEqual({ warning: undefined, texts: ["one", "two", "three"] });
  expect(asked[0]).toBe("stderr");
});

const doubt = "nothing came of stderr, and the engine did not tell whether its log has something of it: ";

it("tells of a stream that it could not ask for, since the answer never came", async () => {
  const { engine, asked } = await engineWith(both, () => new Promise(() => {}));
  const warning = `${doubt}it did not answer for 60 s`;
  expect(await take(one, engine)).toEqual({ warning, texts: ["one", "two"] });
  expect(asked).toEqual(["stderr"]);
});

it("tells of a stream that the engine has no answer for", async () => {
  const { engine, asked } = await engineWith(both, async (answer) => {
    answer.writeHead(500, { "content-type": "application/json" });
    answer.end('{"message":"invalid character in log"}');
  });
  const warning = `${doubt}invalid character in log`;
  expect(await take(one, engine)).toEqual({ warning, texts: ["one", "two"] });
  expect(asked).toEqual(["stderr"]);
});

async function breakOff(answer: ServerResponse): Promise<void> {
  await sleep(10);
  answer.destroy();
}

it("asks again when the connection breaks off", async () => {
  const { engine, asked } = await engineWith(both, async (answer, count) => {
    if (count < 3) await breakOff(answer);
  });
  expect(await take(one, engine)).toEqual({ warning: undefined, texts: ["one", "two", "three"] });
  expect(asked.filter((streams) => streams === "stderr")).toHaveLength(3);
});

it("tells of a stream that it could not ask for, since the connection broke off again and again", async () => {
  const { engine, asked } = await engineWith(both, breakOff);
  const { warning, texts } = await take(one, engine);
  expect(warning).toContain(doubt);
  expect(texts).toEqual(["one", "two"]);
  expect(asked).toEqual(Array.from({ length: 5 }, () => "stderr"));
});

it("takes what comes slowly after the end", async () => {
  const { engine, asked } = await engineWith(both);
  const stream = new PassThrough();
  const taking = take(stream, engine);
  const lines: Writes = [
    ["stdout", Buffer.from("one\n")],
    ["stdout", Buffer.from("two\n")],
    ["stderr", Buffer.from("three\n")],
  ];
  for (const frame of attached(lines)) {
    await sleep(2500 / haste);
    stream.write(frame);
  }
  await sleep(2500 / haste);
  stream.end();
  expect(await taking).toEqual({ warning: undefined, texts: ["one", "two", "three"] });
  expect(asked).toEqual([]);
});

it("leaves a stream that the engine has forgotten, and takes the rest from its log", async () => {
  const { engine } = await engineWith(both);
  const stream = new PassThrough();
  for (const frame of attached(one)) stream.write(frame);
  expect(await take(stream, engine)).toEqual({ warning: undefined, texts: ["one", "two", "three"] });
  expect(stream.destroyed).toBe(true);
});

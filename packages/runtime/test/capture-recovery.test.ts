/** Real containers, whose observer is killed. */
import type { ChildProcess } from "node:child_process";
import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { LogLine } from "@mlx/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLogReader } from "../src/log/log-reader.ts";
import { baseImage, engine, missingForDocker } from "./docker-container-harness.ts";

const missing = await missingForDocker();
if (missing !== undefined) console.warn(`Docker is not tested: ${missing}`);

const kills = Number(process.env.MLX_TEST_KILLS ?? 20);

/** Lines of many lengths, in pieces, until it is told to stop; at most so many bytes a second. */
const program = `import os, random, signal, sys, time
start, rate, number, written, stopped = time.time(), float(sys.argv[1]), [0, 0], 0, []
signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
def write(stream, data):
    while data: data = data[os.write(stream, data):]
while not stopped:
    for stream in (1, 2):
        lines = b""
        for _ in range(random.choice([1, 3, 50])):
            number[stream - 1] += 1
            length = random.choice([0, 50, 20_000 if stream == 2 else 70_000]) if random.random() < 0.02 else 9
            lines += b"%d %s\\n" % (number[stream - 1], b"x" * length)
        cut = random.randrange(len(lines))
        write(stream, lines[:cut])
        if random.random() < 0.2: time.sleep(0.01)
        write(stream, lines[cut:])
        written += len(lines)
    time.sleep(max(0.002, written / rate - (time.time() - start)))
write(1, b"%d end" % (number[0] + 1))
write(2, b"%d end" % (number[1] + 1))
`;

describe.skipIf(missing !== undefined)("a capture of a real container", () => {
  let folder = "";
  let container = "";
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "mlx-recovery-"));
  });
  afterEach(async () => {
    const docker = await engine.client();
    if (container !== "") await docker.getContainer(container).remove({ force: true, v: true });
    await rm(folder, { recursive: true, force: true });
  });

  async function create(rate: number, maxSize: string): Promise<void> {
    const docker = await engine.client();
    const made = await docker.createContainer({
      Image: baseImage,
      Cmd: ["python3", "-c", program, rate.toString()],
      HostConfig: {
        NetworkMode: "none",
        LogConfig: { Type: "json-file", Config: { "max-size": maxSize, "max-file": "4" } },
      },
    });
    container = made.id;
  }

  const observe = () => fork(new URL("./capture-observer.ts", import.meta.url), [container, folder]);

  /** Or something that comes later than it; or the observer has ended. */
  async function untilSaid(observer: ChildProcess, word: "taken" | "stored"): Promise<void> {
    await new Promise<void>((resolve) => {
      observer.on("message", (said) => (said === word || said === "stored") && resolve());
      observer.on("exit", () => resolve());
    });
  }

  /** Of what the engine has kept. */
  async function beginsWithFirstLine(): Promise<boolean> {
    const docker = await engine.client();
    const log = await docker.getContainer(container).logs({ stdout: true, follow: false });
    return log.subarray(8).toString("latin1", 0, 2) === "1 ";
  }

  /** What a running observer stores is what the program writes now. */
  async function untilCaughtUp(): Promise<void> {
    const reader = createLogReader(folder, "0");
    for (let at = 0; at < Date.now() - 2_000; ) {
      const batch = await reader.read();
      at = batch.at(-1)?.line.at ?? at;
      if (batch.length === 0) await delay(100);
    }
  }

  /** Lines put together; the numbers of each stream, with what follows them. */
  async function readNumbers(): Promise<Record<LogLine["stream"], readonly string[]>> {
    const texts = { stdout: [""], stderr: [""], execution: [""] };
    const reader = createLogReader(folder, "0");
    for (let batch = await reader.read(); batch.length > 0; batch = await reader.read()) {
      for (const { line } of batch) {
        const own = texts[line.stream];
        own.push(`${own.pop()}${line.text}`);
        if (!line.partial) own.push("");
      }
    }
    return {
      stdout: texts.stdout.slice(0, -1),
      stderr: texts.stderr.slice(0, -1),
      execution: texts.execution.slice(0, -1),
    };
  }

  it.each([
    ["", 500_000, "40m"],
    // Slow enough for the observers of a busy machine, of which two in three die before they have caught up:
    // what is not stored yet must not be dropped.
    [", and the engine drops the beginning of its log", 150_000, "1m"],
  ])(
    `has every line once and in order, killed ${kills} times%s`,
    { timeout: 300_000 },
    async (_, rate, maxSize) => {
      await create(rate, maxSize);
      for (let kill = 0; kill < kills; kill += 1) {
        const observer = observe();
        await untilSaid(observer, kill % 3 === 0 ? "taken" : "stored");
        if (kill % 3 === 2) await untilCaughtUp();
        await delay(Math.random() * 200);
        expect(observer.exitCode, "it has ended before it was killed").toBe(null);
        const ended = once(observer, "exit");
        observer.kill("SIGKILL");
        await ended;
      }
      while (maxSize !== "40m" && (await beginsWithFirstLine())) await delay(100);
      const last = observe();
      await untilSaid(last, "stored");
      const docker = await engine.client();
      await docker.getContainer(container).kill({ signal: "SIGTERM" });
      const [code] = await once(last, "exit");
      expect(code).toBe(0);
      expect(await beginsWithFirstLine()).toBe(maxSize === "40m");
      const { stdout, stderr, execution } = await readNumbers();
      expect(execution).toEqual([]);
      for (const lines of [stdout, stderr]) {
        const numbers = lines.map((text) => Number(/^(\d+) (x*|end)$/.exec(text)?.[1]));
        expect(numbers.findIndex((number, index) => number !== index + 1)).toBe(-1);
        expect(lines.at(-1)).toBe(`${lines.length} end`);
        expect(lines.length).toBeGreaterThan(1000);
      }
    },
  );
});

/**
 * A process that captures a container's output to its end, for `capture-recovery.test.ts` to kill:
 * `node … CONTAINER FOLDER`. The first one also starts it. It says `taken` for each piece of output, and
 * `stored` once it has come to what was not stored before.
 */
import { readdirSync, statSync } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "@mlx/core";
import { captureOutput } from "../src/docker/capture/capture-output.ts";
import type { OpenEngineLog } from "../src/docker/capture/replay-log.ts";
import { chunkPath, chunkStarts } from "../src/log/log-chunks.ts";
import { defaultLogLimits } from "../src/log/log-limits.ts";
import { engine } from "./docker-container-harness.ts";

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds) => delay(milliseconds),
};
const [id = "", folder = ""] = process.argv.slice(2);
const docker = await engine.client();
const container = docker.getContainer(id);
const capture = captureOutput({
  folder,
  secrets: [],
  limits: defaultLogLimits,
  clock,
  onWritten: () => {
    const stored = storedBytes();
    process.send?.(stored > before ? "stored" : "taken");
  },
});
const before = storedBytes();

function storedBytes(): number {
  const last = chunkStarts(readdirSync(folder)).at(-1);
  return last === undefined ? 0 : last + statSync(chunkPath(folder, last)).size;
}

if ((await container.inspect()).State.Status === "created") {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true, hijack: false });
  const captured = capture.live(stream);
  await container.start();
  await captured;
} else {
  const both = { stdout: true, stderr: true, timestamps: true } as const;
  const open: OpenEngineLog = async ({ follow }) => {
    if (follow) return container.logs({ ...both, follow });
    return Readable.from([await container.logs({ ...both, follow: false })]);
  };
  const hasEnded = async () => !(await container.inspect()).State.Running;
  while (!(await capture.resume(open, hasEnded)).complete);
}
capture.finish();
process.disconnect();

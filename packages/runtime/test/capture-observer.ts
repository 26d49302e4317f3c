/**
 * A process that captures a container's output to its end, for `capture-recovery.test.ts` to kill:
 * `node … CONTAINER FOLDER`. The first one also starts it.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "@mlx/core";
import { captureOutput } from "../src/docker/capture/capture-output.ts";
import { openLog } from "../src/docker/lifecycle/open-log.ts";
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
  onWritten: () => process.send?.("written"),
});
if ((await container.inspect()).State.Status === "created") {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true, hijack: false });
  const captured = capture.live(stream);
  await container.start();
  await captured;
} else {
  await capture.resume(({ follow }) => openLog(docker, id, { follow }));
}
capture.finish();
process.disconnect();

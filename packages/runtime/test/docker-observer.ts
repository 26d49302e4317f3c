/**
 * A process that submits a task and waits for its end, for the tests to kill:
 * `node … ROOT INSTALLATION [STEP [TIMES]]`; with a step, it kills itself before that.
 */
import { text } from "node:stream/consumers";
import type { TaskSubmission } from "@mlx/core";
import { openDocker } from "./docker-harness.ts";

const task: TaskSubmission = JSON.parse(await text(process.stdin));
const [root = "", installation = "", fatal] = process.argv.slice(2);
const { executor } = openDocker({
  root,
  installation,
  onStep: (step) => {
    if (step === fatal) process.kill(process.pid, "SIGKILL");
  },
});
const handle = await executor.submit(task);
process.stdout.write("submitted\n");
await executor.wait(handle, AbortSignal.timeout(60_000));
process.stdout.write("ended\n");
await executor.cleanup(handle);

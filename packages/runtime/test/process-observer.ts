/** A process that submits a task and waits for its end, for the tests to kill: `node … ROOT`. */
import { text } from "node:stream/consumers";
import type { TaskSubmission } from "@mlx/core";
import { openProcessExecutor } from "./process-harness.ts";

const task: TaskSubmission = JSON.parse(await text(process.stdin));
const executor = openProcessExecutor(process.argv[2] ?? "");
const handle = await executor.submit(task);
process.stdout.write("submitted\n");
await executor.wait(handle, AbortSignal.timeout(60_000));

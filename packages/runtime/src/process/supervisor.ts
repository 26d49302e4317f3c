/**
 * The program of a job's supervisor: `node supervisor.ts ATTEMPT_FOLDER`, with the launch as JSON on
 * standard input. It answers one line on standard output once the job is taken.
 */
import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "@mlx/core";
import { attemptFolder } from "../job/job-folder.ts";
import type { Launch } from "./launch.ts";
import { claimed } from "./launch.ts";
import { supervise } from "./supervise.ts";

// It ends with its job, and by nothing else that can be ignored.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => {});
process.stdout.on("error", () => {});

const clock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (milliseconds) => delay(milliseconds),
};

const parts: Buffer[] = [];
for await (const part of process.stdin) parts.push(part);
const launch: Launch = JSON.parse(Buffer.concat(parts).toString("utf8"));
const onClaimed = () => process.stdout.write(claimed);
await supervise(attemptFolder(process.argv[2] ?? ""), launch, { clock, onClaimed });
process.exit();

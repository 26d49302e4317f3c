/**
 * The program of a score task with `transform`: `node transform-driver.js transform.json`, in the task's own
 * environment. It starts the serve program, posts the input's files to it, and writes what it answers.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ping } from "../ping.ts";
import { freePort } from "../process/free-port.ts";
import { createPoster } from "./post-payload.ts";
import { transformFile } from "./transform-file.ts";
import type { TransformPlan } from "./transform-plan.ts";

/** As SageMaker waits for it. */
const startMilliseconds = 480_000;
const graceMilliseconds = 5000;
const mebibyte = 2 ** 20;

const plan: TransformPlan = JSON.parse(await readFile(process.argv[2] ?? "", "utf8"));
const port = await freePort();
const child = startServe(port);
let end: string | undefined;
const ended = new Promise<string>((resolve) => {
  child.once("error", (error) => resolve(error.message));
  child.once("exit", (code, signal) => resolve(signal === null ? `exit code ${code}` : signal));
}).then((why) => {
  end = why;
  return why;
});
for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.once(signal, () => void stop().then(() => process.exit(143)));

const problem = await Promise.race([
  work().catch(describe),
  ended.then((why) => `The serve program ended before all was answered (${why}).`),
]);
await stop();
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  await writeFile(plan.failure, problem);
  process.exit(1);
}
process.exit(0);

function startServe(at: number): ChildProcess {
  const { split, maxPayload, maxConcurrent } = plan.transform;
  const [command, ...args] = plan.program;
  const text = at.toString();
  return spawn(command, args, {
    cwd: plan.cwd,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      ...{ MLX_SERVE_HOST: "127.0.0.1", MLX_SERVE_PORT: text, SAGEMAKER_BIND_TO_PORT: text, PORT: text },
      SAGEMAKER_BATCH: "true",
      SAGEMAKER_MAX_PAYLOAD_IN_MB: Math.max(1, Math.ceil(maxPayload / mebibyte)).toString(),
      SAGEMAKER_BATCH_STRATEGY: split === "lines" ? "MultiRecord" : "SingleRecord",
      SAGEMAKER_MAX_CONCURRENT_TRANSFORMS: maxConcurrent.toString(),
    },
  });
}

/** Why it failed, if so. */
async function work(): Promise<string | undefined> {
  const url = `http://127.0.0.1:${port}`;
  const until = performance.now() + startMilliseconds;
  while (!(await ping(url))) {
    // Who waits for its end says so.
    if (end !== undefined) return new Promise(() => {});
    if (performance.now() > until)
      return `The serve program did not answer GET /ping with 200 within ${startMilliseconds / 1000} s.`;
    await delay(100);
  }
  const post = createPoster(url, plan.transform, (milliseconds) => delay(milliseconds));
  const files = await listFiles(plan.input);
  for (const [index, name] of files.entries()) {
    const paths = { from: join(plan.input, name), to: join(plan.output, `${name}.out`) };
    const failure = await transformFile(paths, plan.transform, post);
    if (failure !== undefined) return `${name} could not be transformed. ${failure}`;
    process.stdout.write(`transformed ${name} (${index + 1} of ${files.length})\n`);
  }
  return undefined;
}

/** A file that cannot be read or written: a disk that is full, for one. */
function describe(error: unknown): string {
  return `The transform failed: ${error instanceof Error ? error.message : String(error)}.`;
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function stop(): Promise<void> {
  if (end !== undefined) return;
  child.kill("SIGTERM");
  await Promise.race([ended, delay(graceMilliseconds)]);
  if (end === undefined) child.kill("SIGKILL");
  await ended;
}

/** Small tasks for the suite, and the ways to run them. */

import { randomUUID } from "node:crypto";
import { constants } from "node:os";
import type { Executor, ExitFacts, JobHandle, LogLine, TaskSubmission } from "@mlx/core";
import { InternalError } from "@mlx/core";
import type { ExecutorHarness } from "./executor-conformance.ts";

/** A submission of one Python file, run as `python main.py`. */
export async function pythonTask(
  harness: Pick<ExecutorHarness, "addSource" | "taskDefaults">,
  code: string,
  changes: Partial<TaskSubmission> = {},
): Promise<TaskSubmission> {
  return {
    runId: randomUUID(),
    attempt: 1,
    task: "train",
    trigger: "manual",
    recipe: "recipe/conformance",
    recipeType: "Python",
    instance: "instance/conformance",
    origin: { source: "./recipe" },
    source: await harness.addSource({ "main.py": code }),
    command: ["python", "main.py"],
    parameters: {},
    env: {},
    secretValues: [],
    inputs: {},
    outputChannels: [],
    timeoutSeconds: 120,
    stopGraceSeconds: 5,
    ...harness.taskDefaults,
    ...changes,
  };
}

/** Submits and waits for the end. */
export async function execute(
  executor: Executor,
  task: TaskSubmission,
  patience = 120_000,
): Promise<{ readonly handle: JobHandle; readonly exit: ExitFacts }> {
  const handle = await executor.submit(task);
  return { handle, exit: await executor.wait(handle, AbortSignal.timeout(patience)) };
}

/** The code that a shell would show: 128 + n for a program that signal n ended. */
export function shellCode({ exitCode, signal }: ExitFacts): number | null {
  if (exitCode !== null || signal === null) return exitCode;
  const numbers: Record<string, number> = constants.signals;
  return 128 + (numbers[signal] ?? 0);
}

export async function readLines(executor: Executor, handle: JobHandle): Promise<readonly LogLine[]> {
  const lines: LogLine[] = [];
  for await (const { line } of executor.logs(handle, { follow: false })) lines.push(line);
  return lines;
}

/** The program's output as it wrote it, stream by stream, parts put together. */
export function joinLines(lines: readonly LogLine[], stream: LogLine["stream"] = "stdout"): string {
  return lines
    .filter((line) => line.stream === stream)
    .map(({ text, partial }) => (partial ? text : `${text}\n`))
    .join("");
}

/** Follows the log until a line has this text. */
export async function waitForLine(executor: Executor, handle: JobHandle, text: string): Promise<void> {
  const signal = AbortSignal.timeout(120_000);
  for await (const { line } of executor.logs(handle, { follow: true, signal })) {
    if (line.text === text) return;
  }
  throw new InternalError(`the job ended without writing "${text}"`);
}

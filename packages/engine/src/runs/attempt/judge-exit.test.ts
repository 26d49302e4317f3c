import type { ExitFacts } from "@mlx/core";
import { expect, test } from "vitest";
import { judgeExit } from "./judge-exit.ts";

const clean: ExitFacts = { exitCode: 0, signal: null, oomKilled: false, endedAt: "2026-01-01T00:00:00.000Z" };
const quiet = { stderrTail: [], hints: [], warnings: [], logBytesDropped: 0 };
const running = { stop: undefined, timeoutSeconds: 60 };
const stop = { reason: "CANCELLED", actor: "ann@host", at: "2026-01-01T00:00:00.000Z" } as const;

test.each([
  ["a clean exit", clean, quiet, running, { verdict: "succeeded", warnings: [] }],
  [
    "a clean exit after a stop was asked for",
    clean,
    quiet,
    { ...running, stop },
    { verdict: "aborted", reason: "CANCELLED", message: "stopped by ann@host" },
  ],
  [
    "a non-zero exit, told by the last line of stderr",
    { ...clean, exitCode: 3 },
    { ...quiet, stderrTail: ["Traceback", "ValueError: no rows"] },
    running,
    { verdict: "failed", reason: "NON_ZERO_EXIT", message: "it exited with code 3: ValueError: no rows" },
  ],
  [
    "a non-zero exit, told by the program itself",
    { ...clean, exitCode: 1 },
    { ...quiet, failure: "column store is missing\n", stderrTail: ["x"] },
    running,
    { verdict: "failed", reason: "NON_ZERO_EXIT", message: "it exited with code 1: column store is missing" },
  ],
  [
    "a signal",
    { ...clean, exitCode: null, signal: "SIGSEGV" },
    quiet,
    running,
    { verdict: "failed", reason: "NON_ZERO_EXIT", message: "it was killed by SIGSEGV" },
  ],
  [
    "a timeout",
    { ...clean, exitCode: null, signal: "SIGTERM", timedOut: true },
    quiet,
    running,
    { verdict: "failed", reason: "TIMED_OUT", message: "it was stopped at its timeout of 60 s" },
  ],
  [
    "a clean exit within the grace of a timeout",
    { ...clean, timedOut: true },
    quiet,
    running,
    { verdict: "succeeded", warnings: ["it ended only after its timeout of 60 s, when asked to stop"] },
  ],
  [
    "no memory",
    { ...clean, exitCode: 137, oomKilled: true },
    quiet,
    running,
    { verdict: "failed", reason: "OOM_KILLED", message: "it was killed for lack of memory" },
  ],
  [
    "a program that could not be started",
    { ...clean, exitCode: 127, startError: "there is no program train" },
    quiet,
    running,
    { verdict: "failed", reason: "START_FAILED", message: "there is no program train" },
  ],
  [
    "a stop before the start that nobody asked for",
    { ...clean, exitCode: null, signal: "SIGTERM" },
    quiet,
    running,
    {
      verdict: "failed",
      reason: "START_FAILED",
      message: "it was stopped because its program did not start in time",
    },
  ],
  [
    "a program that was ended from outside",
    { ...clean, exitCode: null, signal: "SIGTERM", startedAt: clean.endedAt },
    quiet,
    running,
    { verdict: "failed", reason: "NON_ZERO_EXIT", message: "it was killed by SIGTERM" },
  ],
  [
    "a program that was stopped for its silence",
    { ...clean, exitCode: null, signal: "SIGKILL", startedAt: clean.endedAt },
    quiet,
    { ...running, stalledSeconds: 600 },
    {
      verdict: "failed",
      reason: "TIMED_OUT",
      message: "it was stopped after 600 s without a line or a metric (onStall: stop)",
    },
  ],
  [
    "a clean exit when it was stopped for its silence",
    clean,
    quiet,
    { ...running, stalledSeconds: 600 },
    {
      verdict: "succeeded",
      warnings: ["it ended when asked to stop, after 600 s without a line or a metric"],
    },
  ],
  [
    "a limit that was met, with what may help",
    { ...clean, exitCode: 1 },
    { ...quiet, stderrTail: ["OSError: read-only"], hints: ["`container.readOnlyRoot: false` allows it"] },
    running,
    {
      verdict: "failed",
      reason: "NON_ZERO_EXIT",
      message: "it exited with code 1: OSError: read-only\n`container.readOnlyRoot: false` allows it",
    },
  ],
  [
    "an engine that was restarted",
    { ...clean, exitCode: 137, lost: "WORKER_LOST", lostHow: "the engine was restarted" },
    quiet,
    running,
    { verdict: "failed", reason: "WORKER_LOST", message: "the engine was restarted" },
  ],
  [
    "a machine that was restarted",
    { ...clean, exitCode: null, lost: "WORKER_LOST" },
    quiet,
    running,
    { verdict: "failed", reason: "WORKER_LOST", message: "the machine was restarted while the program ran" },
  ],
  [
    "a log over its limit",
    clean,
    { ...quiet, logBytesDropped: 5 },
    running,
    { verdict: "succeeded", warnings: ["the log grew over its limit: 5 bytes were left out of its middle"] },
  ],
] as const)("%s", (_, exit, outputs, context, expected) => {
  expect(judgeExit(exit, outputs, context)).toEqual(expected);
});

import type { RunStatus } from "@mlx/core";
import { expect, test } from "vitest";
import { runOf } from "../../test/values.ts";
import { emptyPicture, lastWords, stepsOf, updatePicture } from "./run-picture.ts";

const status = { state: "RUNNING", phase: "EXECUTING" } as const;
const withStep = (step: number, parameters: Record<string, number | string>) => {
  const run = runOf(status);
  return {
    ...emptyPicture,
    run: { ...run, spec: { ...run.spec, parameters } },
    metrics: new Map([["loss", { name: "loss", value: 1, step, at: 0 }]]),
  };
};

test("progress in steps, of a total only where a parameter of a usual name tells", () => {
  expect(stepsOf(emptyPicture)).toBeUndefined();
  expect(stepsOf(withStep(50, { n_estimators: 200 }))).toEqual({ done: 50, total: 200 });
  expect(stepsOf(withStep(50, { depth: 200 }))).toEqual({ done: 50 });
  expect(stepsOf(withStep(50, { epochs: "200" }))).toEqual({ done: 50 });
  expect(stepsOf(withStep(50, { epochs: 10 }))).toEqual({ done: 50 });
});

test("only the newest lines are kept", () => {
  let picture = emptyPicture;
  for (let line = 1; line <= 22; line += 1)
    picture = updatePicture(picture, {
      type: "run-log",
      runId: "r",
      line: { at: 0, stream: "stdout", text: `${line}` },
    });
  expect(picture.lines.map(({ text }) => text)).toEqual(
    Array.from({ length: 20 }, (_, index) => String(index + 3)),
  );
});

test("what is being prepared goes when the program runs", () => {
  const preparing = updatePicture(emptyPicture, { type: "run-progress", at: 0, runId: "r", message: "pip" });
  expect(preparing.step).toBe("pip");
  const phase = { state: "RUNNING", phase: "PREPARING" } as const;
  const still = updatePicture(preparing, { type: "run-status", at: 0, run: runOf(phase), status: phase });
  expect(still.step).toBe("pip");
  expect(
    updatePicture(still, { type: "run-status", at: 0, run: runOf(status), status }).step,
  ).toBeUndefined();
});

test("the last words are those of the program of a run that failed", () => {
  const lines = [
    { at: 0, stream: "stdout", text: "10%\r20%\r" },
    { at: 0, stream: "execution", text: "exit code 1" },
    { at: 0, stream: "stderr", text: "\u001b[31mTraceback" },
  ] as const;
  const ended = (status: RunStatus) => lastWords({ ...emptyPicture, lines, run: runOf(status) });
  expect([
    ended({ state: "FAILED", reason: "NON_ZERO_EXIT", message: "exit code 1" }),
    ended({ state: "DONE", reason: "OK" }),
  ]).toEqual([["| 20%", "| Traceback"], []]);
});

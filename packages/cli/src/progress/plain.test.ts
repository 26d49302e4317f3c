import type { EngineEvent } from "@mlx/core";
import { expect, test } from "vitest";
import { runOf, now as start, viewOf } from "../../test/values.ts";
import type { Verbosity } from "../view-options.ts";
import { createPlainProgress } from "./plain.ts";

function createPlain(verbosity: Verbosity = "normal") {
  const lines: string[] = [];
  let at = start;
  let beat = () => {};
  let stopped = false;
  const progress = createPlainProgress({
    output: { note: (text) => lines.push(text) },
    view: viewOf({ verbosity }),
    now: () => at,
    every: (milliseconds, call) => {
      expect(milliseconds).toBe(10_000);
      beat = call;
      return () => {
        stopped = true;
      };
    },
  });
  const wait = (milliseconds: number) => {
    at += milliseconds;
  };
  return { progress, lines, wait, beat: () => beat(), stopped: () => stopped, at: () => at };
}

const running = (phase: "PREPARING" | "EXECUTING"): EngineEvent => {
  const status = { state: "RUNNING", phase } as const;
  const { endedAt: _, ...run } = runOf(status, { startedAt: new Date(start).toISOString() });
  return { type: "run-status", at: start, run, status };
};
const loss = (value: number, step: number, at: number): EngineEvent => ({
  type: "run-metric",
  runId: "r",
  point: { name: "loss", value, step, at },
});

test("a run from beginning to end", () => {
  const { progress, lines, wait, at } = createPlain();
  progress.event(running("PREPARING"));
  progress.event({ type: "run-progress", at: start, runId: "r", message: "installing scikit-learn" });
  wait(2000);
  progress.event(running("EXECUTING"));
  progress.event({
    type: "run-log",
    runId: "r",
    line: { at: at(), stream: "stdout", text: "epoch 1\u001b[0m" },
  });
  progress.event({ type: "run-warning", at: at(), runId: "r", message: "3 malformed metrics" });
  progress.event({ type: "model-published", at: at(), runId: "r", model: "model/retail-default@v3" });
  const status = { state: "DONE", reason: "OK" } as const;
  progress.event({ type: "run-status", at: at(), run: runOf(status), status });
  expect(lines).toEqual([
    "12:00:00 run 3f2a91bc RUNNING PREPARING",
    "12:00:00 installing scikit-learn",
    "12:00:02 run 3f2a91bc RUNNING EXECUTING",
    "12:00:02 | epoch 1",
    "12:00:02 warning: 3 malformed metrics",
    "12:00:02 published model/retail-default@v3",
    "12:00:02 run 3f2a91bc DONE",
  ]);
});

test("metrics come at most every 5 s, and the last one with the next status", () => {
  const { progress, lines, wait, at } = createPlain();
  for (let step = 1; step <= 8; step += 1) {
    progress.event(loss(1 / step, step, at()));
    wait(1000);
  }
  progress.event(running("EXECUTING"));
  expect(lines).toEqual([
    "12:00:00 loss=1 step 1",
    "12:00:05 loss=0.166667 step 6",
    "12:00:07 loss=0.125 step 8",
    "12:00:08 run 3f2a91bc RUNNING EXECUTING",
  ]);
});

test("the newest value of a metric that comes no more is shown at the next tick", () => {
  const { progress, lines, wait, beat, at } = createPlain();
  for (const step of [1, 2, 3]) progress.event(loss(1 / step, step, at()));
  wait(10_000);
  beat();
  expect(lines).toEqual(["12:00:00 loss=1 step 1", "12:00:00 loss=0.333333 step 3"]);
});

test("after 30 s of silence a line says that it goes on", () => {
  const { progress, lines, wait, beat } = createPlain();
  progress.event(running("EXECUTING"));
  progress.event(loss(0.5, 50, start));
  wait(29_000);
  beat();
  expect(lines.length).toBe(2);
  wait(31_000);
  beat();
  expect(lines.slice(2)).toEqual(["12:01:00 still EXECUTING, 1 min, step 50 of 200"]);
});

test("-q keeps notes only; closing ends the heartbeat", async () => {
  const { progress, lines, wait, beat, stopped } = createPlain("quiet");
  progress.event(running("EXECUTING"));
  wait(60_000);
  beat();
  progress.note("Ctrl-C again stops it");
  await progress.close();
  expect([lines, stopped()]).toEqual([["12:01:00 Ctrl-C again stops it"], true]);
});

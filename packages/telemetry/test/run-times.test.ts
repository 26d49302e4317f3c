import type { RunStatus } from "@mlx/core";
import { expect, it } from "vitest";
import { createRunTimes } from "../src/metrics/run-times.ts";
import { begin, runOf } from "./values.ts";

it("runs whose end is told elsewhere are forgotten, and no others", () => {
  const published: number[] = [];
  const times = createRunTimes({
    queued: () => {},
    launched: () => {},
    published: (seconds) => published.push(seconds),
  });
  const tell = (id: string, seconds: number, status: RunStatus) =>
    times.status({ type: "run-status", at: begin + seconds * 1000, run: runOf({ id, status }), status });
  tell("lost", 0, { state: "RUNNING", phase: "PUBLISHING" });
  for (let index = 0; index < 10_000; index += 1) {
    tell(`taken over ${index}`, 1, { state: "RUNNING", phase: "PREPARING" });
    tell(`executes ${index}`, 1, { state: "RUNNING", phase: "EXECUTING" });
  }
  tell("kept", 2, { state: "RUNNING", phase: "PUBLISHING" });
  tell("lost", 5, { state: "DONE", reason: "OK" });
  tell("kept", 5, { state: "DONE", reason: "OK" });
  expect(published).toEqual([3]);
});

import { expect, test } from "vitest";
import { describeRung, nextRung } from "./up-ladder.ts";

test("each interrupt goes one further", () => {
  expect([nextRung("up"), nextRung("draining"), nextRung("stopping")]).toEqual([
    "draining",
    "stopping",
    "stopping",
  ]);
});

test("what is said tells what the next one does", () => {
  expect(describeRung("draining", 2)).toBe(
    "draining: nothing new starts, 2 runs go on; Ctrl-C again leaves them to the next `mlx up`",
  );
  expect(describeRung("draining", 0)).not.toContain("Ctrl-C");
  expect(describeRung("stopping", 2)).toContain("Ctrl-C again ends mlx at once");
});

import type { Recovery } from "@mlx/core";
import { expect, test } from "vitest";
import { runOf } from "../../test/values.ts";
import { describeRecovery } from "./describe-event.ts";

test("every way of bringing a run into order is told, and where it failed", () => {
  const ways: readonly Recovery[] = ["adopted", "finalised", "requeued", "retried"];
  const run = { ...runOf(), epoch: 1 };
  const told = ways.map((how) => describeRecovery({ type: "run-recovered", at: 0, run, how }));
  expect(told).toEqual([
    "run 3f2a91bc: the mlx that watched it was gone; its program still runs, and a mlx in the background watches it",
    "run 3f2a91bc: the mlx that watched it was gone and its program had ended; its result was taken from what is on disk",
    "run 3f2a91bc: the mlx that worked on it died before the program was started; it is queued again",
    "run 3f2a91bc: the mlx that watched it was gone and its attempt had failed; a mlx in the background makes the next one when it is due",
  ]);
  const untaken = { ...run, epoch: 0 };
  expect(describeRecovery({ type: "run-recovered", at: 0, run: untaken, how: "requeued" })).toBe(
    "run 3f2a91bc: nobody had taken it up; a mlx in the background works on it",
  );
  expect(describeRecovery({ type: "run-not-recovered", at: 0, run: runOf(), message: "no\nspace" })).toBe(
    "run 3f2a91bc: the mlx that worked on it is gone, and it could not be brought into order: no space (`mlx runs show 3f2a91bc -v` tells more, `mlx cancel --force 3f2a91bc` ends it)",
  );
  expect(describeRecovery({ type: "run-progress", at: 0, runId: "r", message: "x" })).toBeUndefined();
});

import { MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { startFailureReason } from "./failure-reason.ts";

const noEngine = new MlxError({ code: "MLX4030", summary: "no engine" });

test.each([
  ["somebody's first try is told at once", "manual", 0, "START_FAILED"],
  ["an engine that went away meanwhile is waited for", "manual", 1, "ENGINE_UNAVAILABLE"],
  ["nobody looks at a scheduled run", "schedule", 0, "ENGINE_UNAVAILABLE"],
] as const)("no engine: %s", (_, trigger, attempt, reason) => {
  expect(startFailureReason(noEngine, { trigger, attempt })).toBe(reason);
});

test.each([
  ["MLX4032", "IMAGE_UNAVAILABLE"],
  ["MLX4034", "REGISTRY_UNAVAILABLE"],
  ["MLX4035", "ENVIRONMENT_FAILED"],
  ["MLX4037", "START_FAILED"],
  ["MLX6103", "INPUT_UNAVAILABLE"],
  ["MLX6107", "INPUT_UNAVAILABLE"],
] as const)("%s is %s", (code, reason) => {
  const failure = new MlxError({ code, summary: "why" });
  expect(startFailureReason(failure, { trigger: "manual", attempt: 0 })).toBe(reason);
});

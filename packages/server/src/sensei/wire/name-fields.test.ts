import { MlxError } from "@mlx/core";
import { expect, it } from "vitest";
import { nameFields } from "./name-fields.ts";

const failure = (path: readonly string[]) =>
  new MlxError({
    code: "MLX8041",
    summary: "wrong",
    diagnostics: [{ severity: "error", code: "MLX1001", summary: "It is wrong.", path, notes: [] }],
  });

it.each([
  [["experiments", "x", "schedule", "cron", "0"], "template.schedule.cron"],
  [["experiments", "x", "notification", "email", "0"], "template.notification.email.0"],
  [["experiments", "x", "instance"], "mlInstanceId"],
  [["services", "x", "scoring", "schedule", "endTime"], "scoringSchedule.endTime"],
  [["services", "x", "training", "dataset"], "trainingDataSetId"],
  [["instances", "x", "recipe"], "engineId"],
  [["recipes", "x", "image"], "artifacts.default.image.location"],
  [["instances", "x", "tags", "a"], "tags.a"],
  [["instances", "x"], "the body"],
])("%j is %s", (path, field) => {
  expect(nameFields(failure(path)).summary).toBe(`${field}: It is wrong`);
});

it("leaves other failures as they are", () => {
  const other = new MlxError({ code: "MLX8040", summary: "moved" });
  expect(nameFields(other)).toBe(other);
});

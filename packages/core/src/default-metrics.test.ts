import { expect, test } from "vitest";
import { defaultMetrics, metricGoal } from "./default-metrics.ts";
import { recipeAlgorithms } from "./resource.ts";

test("which direction of a metric is better, however it is written", () => {
  const less = [
    "RMSE",
    "validation.RMSE",
    "val_loss",
    "log_loss",
    "logLoss",
    "test/mae",
    "MAPE",
    "mean_absolute_error",
  ];
  const more = [
    "accuracy",
    "F1",
    "f1-score",
    "f1_macro",
    "AUROC",
    "roc_auc",
    "test.ndcg@10",
    "R2",
    "eval/map",
    "precision@k",
  ];
  expect([...less, ...more].map(metricGoal)).toEqual([...less.map(() => "min"), ...more.map(() => "max")]);
});

test("a name that nobody knows, or that only begins or ends like a known one, tells nothing", () => {
  expect(["", "rows", "revenue", "loss_weight_decay", "train", "10", "val"].map(metricGoal)).toEqual(
    Array.from({ length: 7 }, () => undefined),
  );
});

test("all default metrics that are single numbers have a direction", () => {
  const names = recipeAlgorithms.flatMap(defaultMetrics);
  expect(names.filter((name) => metricGoal(name) === undefined)).toEqual(["roc", "confusion matrix"]);
});

import { formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { recordOf } from "../testing/record-of.ts";
import { toInsight } from "./to-insight.ts";

test("a run's metrics are texts, its parameters the values of its event, its secrets nowhere", () => {
  const record = recordOf({
    run: { experiment: formatAddress({ kind: "experiment", name: "nightly" }) },
    spec: { parameters: { ratio: 0.8, deep: true, key: { secret: { env: "KEY" } } } },
    metrics: { MAPE: 0.11, loss: Number.NaN, big: Number.POSITIVE_INFINITY },
  });
  expect(toInsight(record)).toEqual({
    id: record.run.id,
    context: {
      engineId: "recipe/gbm",
      mlInstanceId: "instance/retail",
      experimentRunId: record.run.id,
      experimentId: "experiment/nightly",
      modelId: "model/retail@v1",
    },
    events: { name: "fit", eventValues: { ratio: "0.8", deep: "true" } },
    metrics: [
      { name: "MAPE", value: "0.11", valueType: "double" },
      { name: "loss", value: "NaN", valueType: "double" },
      { name: "big", value: "Infinity", valueType: "double" },
    ],
    createdAt: "2026-01-31T12:00:00.000Z",
    updatedAt: "2026-01-31T12:00:07.000Z",
  });
});

test("a run that measured nothing is none", () => {
  expect(toInsight(recordOf())).toBeUndefined();
});

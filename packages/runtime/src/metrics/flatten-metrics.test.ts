import { expect, it } from "vitest";
import { flattenMetrics } from "./flatten-metrics.ts";

it("takes numbers by their path and passes over the rest", () => {
  const text =
    '{"rmse": 1, "by": {"store": {"1": 2.5}, "ok": false}, "worst": Infinity, "note": "NaN is bad", "list": [1], "none": null}';
  expect(flattenMetrics(text)).toEqual({
    metrics: { rmse: 1, "by.store.1": 2.5, "by.ok": 0, worst: Number.POSITIVE_INFINITY },
  });
});

it.each(["", "[1]", "{", "null"])("says so when it is no object: %j", (text) => {
  expect(flattenMetrics(text)).toEqual({ problem: "metrics.json is not a JSON object; it was passed over" });
});

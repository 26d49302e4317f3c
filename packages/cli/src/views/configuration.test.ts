import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { renderConfiguration, renderOrigins } from "./configuration.ts";

test("the configuration is YAML that means the same", () => {
  const tree = {
    project: "retail",
    datasets: { sales: { path: "a: b", format: "csv", tags: {} } },
    instances: { "retail[eu]": { on: true, list: [1, "x"], zip: "007", dash: "-", secret: "***" } },
  };
  expect(renderConfiguration(tree).split("\n")).toEqual([
    "project: retail",
    "datasets:",
    "  sales:",
    '    path: "a: b"',
    "    format: csv",
    "    tags: {}",
    "instances:",
    '  "retail[eu]":',
    "    on: true",
    '    list: [1,"x"]',
    '    zip: "007"',
    '    dash: "-"',
    '    secret: "***"',
  ]);
});

test("every value says where it comes from", () => {
  const at = { file: "mlx.yaml", line: 9, column: 11 };
  const leaves = [
    { path: ["project"], value: "retail", origin: { layer: "file", at }, references: [] },
    {
      path: ["datasets", "sales", "path"],
      value: "/srv/x.csv",
      origin: { layer: "environment", at },
      references: [{ reference: "var.data", origin: { layer: "--var" } }],
    },
  ] as const;
  expect(renderOrigins(leaves, viewOf()).split("\n")).toEqual([
    "project = retail  # mlx.yaml:9:11",
    "datasets.sales.path = /srv/x.csv  # mlx.yaml:9:11 (environment); var.data from --var",
  ]);
});

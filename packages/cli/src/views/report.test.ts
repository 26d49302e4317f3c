import { loadTextCharts, type Report } from "@mlx/app";
import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { widthOf } from "./layout.ts";
import { renderReport } from "./report.ts";

const draw = await loadTextCharts();

const report: Report = {
  title: "run 3f2a91bc",
  names: ["run 3f2a91bc"],
  summary: [
    { name: "state", values: ["DONE"] },
    { name: "model", values: ["model/retail-default@v3"] },
  ],
  parameters: [{ name: "depth", values: ["3"] }],
  metrics: [
    { name: "RMSE", values: [88860.7], isDefault: true, goal: "min" },
    { name: "rows", values: [6435], isDefault: false },
  ],
  charts: [
    {
      type: "matrix",
      title: "confusion matrix (classes.csv)",
      labels: ["cat", "dog", "a rather long label"],
      counts: [
        [12, 3, 0],
        [1, 14, 0],
        [0, 0, 7],
      ],
      notes: ["accuracy 0.891892"],
    },
  ],
  attachments: [
    { path: "shap.png", of: "run 3f2a91bc", mediaType: "image/png", content: new Uint8Array(2048) },
  ],
  findings: [],
};

test("one run at 80 columns", () => {
  expect(renderReport(report, draw, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "run 3f2a91bc
      state  DONE
      model  model/retail-default@v3

    Metrics
      NAME    VALUE  BETTER
      RMSE  88860.7  lower
      rows     6435

    Parameters
      depth  3

    confusion matrix (classes.csv)
      actual               predicted
                                    cat           dog  a rather lo…
      cat                            12             3             0
      dog                             1            14             0
      a rather long label             0             0             7
      accuracy 0.891892

    Files
      shap.png (run 3f2a91bc, 2.0 KiB)

    \`--format html\` shows 1 file of its own, too."
  `);
});

test("several runs stand side by side, and no line is wider than the terminal", () => {
  const labels = Array.from({ length: 40 }, (_, index) => `label ${index}`);
  const several: Report = {
    ...report,
    title: "run 3f2a91bc, run 77aa01de",
    names: ["run 3f2a91bc", "run 77aa01de"],
    summary: [{ name: "message", values: ["it said ".repeat(40), ""] }],
    parameters: [{ name: "depth", values: ["3", "4"] }],
    metrics: [{ name: "RMSE", values: [1, undefined], isDefault: true, goal: "min" }],
    charts: [
      { type: "matrix", title: "m", labels, counts: labels.map(() => labels.map(() => 123456)), notes: [] },
      {
        ...{ type: "xy", title: "loss by step", notes: ["a note ".repeat(30).trim()] },
        ...{ x: { label: "step", scale: "linear" }, y: { label: "loss", scale: "linear" } },
        series: [
          {
            name: "loss",
            mark: "line",
            points: [
              [0, 1e12],
              [1, 2e12],
            ],
          },
        ],
      },
    ],
  };
  for (const width of [80, 120]) {
    const text = renderReport(several, draw, viewOf({ width }));
    for (const line of text.split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(width);
    expect(text).toMatch(/… and \d+ labels more/);
    expect(text).toMatch(/depth +3 +4\n/);
  }
});

import { defaultMetrics, recipeAlgorithms } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { renderTable } from "../views/table.ts";

export const insightsMetrics = defineCommand({
  name: "insights metrics",
  description:
    "Lists by what models are judged, for each algorithm of a recipe; `runs report` shows these first.",
  examples: [
    ["insights metrics", "of all algorithms"],
    ["insights metrics --algorithm Regression", "of one"],
  ],
  arguments: {},
  flags: {
    algorithm: {
      type: "string",
      value: "ALGORITHM",
      choices: recipeAlgorithms,
      summary: "only those of this algorithm",
    },
  },
  exits: [],
  run: async ({ algorithm }) => ({
    ok: true,
    value: recipeAlgorithms
      .filter((each) => algorithm === undefined || each === algorithm)
      .map((each) => ({ algorithm: each, defaultMetrics: defaultMetrics(each) })),
  }),
  views: {
    human: (children, view) =>
      renderTable<(typeof children)[number]>(
        [
          { header: "ALGORITHM", value: ({ algorithm }) => algorithm },
          { header: "METRICS", value: ({ defaultMetrics: names }) => names.join(", ") || "-", least: 20 },
        ],
        children,
        view,
      ),
    json: (children) => ({ kind: "default-metrics", children }),
  },
});

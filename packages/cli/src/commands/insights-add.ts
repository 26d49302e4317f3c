import { defineCommand } from "../define-command.ts";

export const insightsAdd = defineCommand({
  name: "insights add",
  description:
    "Keeps what was measured elsewhere, of a model, a run, a dataset or anything else that the Sensei API names.",
  examples: [
    [
      "insights add --context modelId=model/retail-default@v3 --metric MAPE=0.11",
      "an error that was measured in production",
    ],
    ["insights add --context experimentRunId=3f2a91bc --metric AUC=0.91 --event fit", "with what was done"],
  ],
  arguments: {},
  flags: {
    context: {
      type: "assignments",
      value: "SUBJECT=ID",
      summary: "what it is about, e.g. modelId, experimentRunId, dataSetId (repeatable)",
    },
    metric: { type: "assignments", value: "NAME=VALUE", summary: "what was measured (repeatable)" },
    event: { type: "string", value: "NAME", summary: "what was done, e.g. fit" },
  },
  exits: [],
  run: ({ context: subjects, metric, event }, context) =>
    context.withProject(({ app, project }) =>
      app.addInsight(project, {
        context: subjects,
        metrics: metric,
        ...(event === undefined ? {} : { event }),
      }),
    ),
  views: {
    human: ({ id, metrics }) =>
      `Added insight ${id}: ${metrics.map(({ name, value }) => `${name}=${value}`).join(" ")}`,
    json: (insight) => ({ kind: "insight", insight }),
  },
});

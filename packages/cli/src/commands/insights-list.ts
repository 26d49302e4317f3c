import { defineCommand } from "../define-command.ts";
import { renderInsights } from "../views/insights.ts";

export const insightsList = defineCommand({
  name: "insights list",
  description:
    "Lists insights as the Sensei API has them, newest first: the metrics of runs, and what was added with `insights add`.",
  examples: [
    ["insights", "the newest 20"],
    ["insights --run last --json", "of one run, for a script"],
    ["insights --model retail-default@champion", "of one version of a model"],
  ],
  arguments: {},
  flags: {
    run: { type: "string", value: "RUN", summary: "only those of this run", completes: "run" },
    model: {
      type: "string",
      value: "REF",
      summary: "only those of this version of a model",
      completes: "model",
    },
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (20)" },
  },
  exits: [],
  run: ({ run, model, limit = 20 }, context) =>
    context.withProject(
      ({ app, project }) =>
        app.listInsights(project, {
          limit,
          ...(run === undefined ? {} : { run }),
          ...(model === undefined ? {} : { model }),
        }),
      { recover: true },
    ),
  views: {
    human: renderInsights,
    json: (insights) => ({ kind: "insights", insights }),
  },
});

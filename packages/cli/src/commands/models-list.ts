import { defineCommand } from "../define-command.ts";
import { describeModel } from "../documents/model-document.ts";
import { renderModels } from "../views/model.ts";

export const modelsList = defineCommand({
  name: "models list",
  description: "Lists model versions, newest first within each model, and why the newest is stale.",
  examples: [
    ["models", "all models"],
    ["models list retail-default", "the versions of one"],
  ],
  arguments: {
    model: { summary: "only this model", completes: "model" },
  },
  flags: {},
  exits: [],
  run: ({ model }, context) =>
    context.withProject(
      ({ app, project }) => app.listModels(project, { ...(model === undefined ? {} : { model }) }),
      { recover: true },
    ),
  views: {
    human: renderModels,
    json: (models) => ({ kind: "models", models: models.map(describeModel) }),
  },
});

import { defineCommand } from "../define-command.ts";
import { describeModel } from "../documents/model-document.ts";
import { renderModels } from "../views/model.ts";

export const modelsList = defineCommand({
  name: "models list",
  description:
    "Lists model versions, newest first within each model, with the aliases that they bear, and why the newest is stale.",
  examples: [
    ["models", "all models"],
    ["models list retail-default", "the versions of one"],
    ["models list --all", "those that were deleted too"],
  ],
  arguments: {
    model: { summary: "only this model", completes: "model" },
  },
  flags: {
    all: { type: "boolean", summary: "also versions that were deleted" },
  },
  exits: [],
  run: ({ model, all }, context) =>
    context.withProject(
      ({ app, project }) => app.listModels(project, { all, ...(model === undefined ? {} : { model }) }),
      { recover: true },
    ),
  views: {
    human: renderModels,
    json: ({ models, deleted }) => ({
      kind: "models",
      models: models.map(describeModel),
      deletedNotShown: deleted,
    }),
  },
});

import { defineCommand } from "../define-command.ts";
import { describeModel } from "../documents/model-document.ts";
import { renderModel } from "../views/model.ts";

export const modelsShow = defineCommand({
  name: "models show",
  description: "Shows one model version: metrics, what it was made of, and its files.",
  examples: [
    ["models show retail-default", "the newest version"],
    ["models show retail-default@v3", "a certain one"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@latest or NAME@v3", completes: "model" },
  },
  flags: {},
  exits: [],
  run: ({ ref }, context) =>
    context.withProject(({ app, project }) => app.showModel(project, { ref }), { recover: true }),
  views: {
    human: renderModel,
    json: (model) => ({ kind: "model", ...describeModel(model), files: model.files }),
  },
});

import { describeShownModel } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderModel } from "../views/model.ts";

export const modelsShow = defineCommand({
  name: "models show",
  description:
    "Shows one model version, also a deleted one: metrics, what it was made of, what its policy said, and its files.",
  examples: [
    ["models show retail-default", "the newest version"],
    ["models show retail-default@champion", "the one that bears an alias"],
    ["models show 'retail-default@champion@{2026-03-01}'", "the one that bore it then"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@v3, NAME@ALIAS, sha256:…", completes: "model" },
  },
  flags: {},
  exits: [],
  run: ({ ref }, context) =>
    context.withProject(({ app, project }) => app.showModel(project, { ref }), { recover: true }),
  views: {
    human: renderModel,
    json: (model) => ({ kind: "model", ...describeShownModel(model) }),
  },
});

import { formatModelVersion } from "@mlx/core";
import { describeVersion } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";

export const modelsRestore = defineCommand({
  name: "models restore",
  description: "Takes the deletion of a model version back, as long as its files were not collected.",
  examples: [["models restore retail-default@v2", "have a deleted version again"]],
  arguments: {
    ref: { required: true, summary: "NAME@v3", completes: "model" },
  },
  flags: {},
  exits: ["blocked"],
  run: ({ ref }, context) => context.withProject(({ app, project }) => app.restoreModel(project, { ref })),
  views: {
    human: (version) => `${formatModelVersion(version)} is ${version.status} again.`,
    json: (version) => ({ kind: "model-version", ...describeVersion(version) }),
  },
});

import { formatModelVersion } from "@mlx/core";
import { describeVersion } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { highlight } from "../views/prose.ts";

export const modelsDelete = defineCommand({
  name: "models delete",
  description:
    "Deletes a model version: it stays known, and can be used for nothing. Refused while an alias, a service, an experiment, a pin or a run that has not ended uses it. Its files go with the next collection.",
  examples: [
    ["models delete retail-default@v2 --reason 'trained on test data'", "take a version out of use"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME@v3", completes: "model" },
  },
  flags: {
    reason: { type: "string", value: "TEXT", summary: "kept with the version" },
  },
  exits: ["blocked"],
  run: ({ ref, reason }, context) =>
    context.withProject(({ app, project }) =>
      app.deleteModel(project, { ref, ...(reason === undefined ? {} : { reason }) }),
    ),
  views: {
    human: (version, view) =>
      highlight(
        `${formatModelVersion(version)} is deleted (\`mlx models restore ${version.model}@v${version.version}\` takes that back until its files are collected).`,
        view,
      ),
    json: (version) => ({ kind: "model-version", ...describeVersion(version) }),
  },
});

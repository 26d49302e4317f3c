import { formatModelVersion } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { count, formatBytes } from "../views/format.ts";

export const modelsGet = defineCommand({
  name: "models get",
  description: "Writes the files of a model version into a folder, whole or not at all.",
  examples: [["models get retail-default@v3 ./model", "take version 3 out of the store"]],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@latest or NAME@v3", completes: "model" },
    dir: { required: true, summary: "folder to write to; made, or empty", completes: "folder" },
  },
  flags: {},
  exits: [],
  run: ({ ref, dir }, context) =>
    context.withProject(({ app, project }) => app.getModel(project, { ref, folder: dir })),
  views: {
    human: ({ version, folder }) =>
      `${formatModelVersion(version)} is in ${folder} (${count(version.artifact.files, "file")}, ${formatBytes(version.artifact.size)}).`,
    json: ({ version, folder }) => ({
      kind: "model-files",
      ref: formatModelVersion(version),
      folder,
      artifact: version.artifact,
    }),
  },
});

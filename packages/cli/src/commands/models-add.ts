import { formatModelVersion } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { count, formatBytes } from "../views/format.ts";

export const modelsAdd = defineCommand({
  name: "models add",
  description:
    "Registers a model that was trained elsewhere as the next version of its name: a folder with its files, a single file, or a tar.gz, which is unpacked. From then on it is a version as any other: it is promoted, scored with, served, and deleted.",
  examples: [
    ["models add churn ./model --metric AUC=0.91", "a folder, with a metric"],
    ["models add churn model.tar.gz --source s3://bucket/runs/17", "an archive, and where it comes from"],
    ["models add retail-default model.pkl --metrics metrics.json --tag team=retail", "one file"],
  ],
  arguments: {
    name: {
      required: true,
      summary: "name of the model; that of an instance, or one of its own",
      completes: "model",
    },
    path: { required: true, summary: "folder, file, or tar.gz", completes: "file" },
  },
  flags: {
    metric: { type: "assignments", value: "NAME=VALUE", summary: "a metric of it (repeatable)" },
    metrics: {
      type: "string",
      value: "FILE",
      summary: "JSON file with an object of metrics",
      completes: "file",
    },
    signature: {
      type: "string",
      value: "FILE",
      summary: "JSON file that says what it expects and answers",
      completes: "file",
    },
    source: { type: "string", value: "TEXT", summary: "where it comes from" },
    description: { type: "string", value: "TEXT", summary: "what it is" },
    tag: { type: "assignments", value: "NAME=VALUE", summary: "a tag of it (repeatable)" },
  },
  exits: [],
  run: ({ name, path, metric, metrics, signature, source, description, tag }, context) =>
    context.withProject(({ app, project }) =>
      app.addModel(project, {
        name,
        path,
        metrics: metric,
        tags: tag,
        ...(metrics === undefined ? {} : { metricsFile: metrics }),
        ...(signature === undefined ? {} : { signatureFile: signature }),
        ...(source === undefined ? {} : { source }),
        ...(description === undefined ? {} : { description }),
      }),
    ),
  views: {
    human: (version) =>
      `${formatModelVersion(version)} was added (${count(version.artifact.files, "file")}, ${formatBytes(version.artifact.size)}).`,
    json: (version) => ({
      kind: "model-added",
      ref: formatModelVersion(version),
      id: version.id,
      origin: version.origin,
      artifact: version.artifact,
      metrics: version.metrics,
      signature: version.signature ?? null,
      description: version.description ?? null,
      tags: version.tags,
      createdAt: version.createdAt,
    }),
  },
});

import type { GotModel } from "@mlx/app";
import { formatModelVersion } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { usageInvalid } from "../errors.ts";
import { count, formatBytes } from "../views/format.ts";

const formats = ["folder", "tar.gz"] as const;

export const modelsGet = defineCommand({
  name: "models get",
  description:
    "Writes the files of a model version into a folder, or as a tar.gz into a file or to standard output: whole or not at all. The same version gives the same archive each time.",
  examples: [
    ["models get retail-default@v3 ./model", "take version 3 out of the store"],
    ["models get retail-default@champion champion.tar.gz", "as an archive"],
    ["models get retail-default - | ssh host tar -xzC /srv/model", "to another machine"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@latest, NAME@v3 or NAME@champion", completes: "model" },
    target: {
      required: true,
      summary: "folder to write to, made or empty; a file ending in .tar.gz or .tgz; or - for stdout",
      completes: "folder",
    },
  },
  flags: {
    format: {
      type: "string",
      value: "FORMAT",
      choices: formats,
      summary: "folder or tar.gz (by the ending of the target)",
    },
  },
  exits: [],
  run: ({ ref, target, format = formatOf(target) }, context) =>
    context.withProject<GotModel | undefined>(async ({ app, project }) => {
      if (target !== "-") return app.getModel(project, { ref, target, format });
      const { output, view } = context;
      const refusal =
        format === "folder" ? "a folder cannot be written to stdout" : "an archive is no text for a terminal";
      if (format === "folder" || view.isTerminal)
        return {
          ok: false,
          failure: usageInvalid(refusal, "mlx models get REF - > FILE.tar.gz", "mlx help models get"),
        };
      const archive = await app.openModelArchive(project, { ref });
      if (!archive.ok) return archive;
      for await (const chunk of archive.value) {
        if (output.closed()) break;
        output.bytes(chunk);
        await output.drained();
      }
      return { ok: true, value: undefined };
    }),
  views: {
    human: (got) =>
      got === undefined
        ? ""
        : `${formatModelVersion(got.version)} is in ${got.target} (${count(got.version.artifact.files, "file")}, ${formatBytes(got.version.artifact.size)}).`,
    json: (got) =>
      got === undefined
        ? undefined
        : {
            kind: "model-files",
            ref: formatModelVersion(got.version),
            target: got.target,
            artifact: got.version.artifact,
          },
  },
});

function formatOf(target: string): (typeof formats)[number] {
  return target === "-" || /\.(tar\.gz|tgz)$/i.test(target) ? "tar.gz" : "folder";
}

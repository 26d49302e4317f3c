import { defineCommand } from "../define-command.ts";
import { notFormatted } from "../errors.ts";
import { count } from "../views/format.ts";

export const fmt = defineCommand({
  name: "fmt",
  description:
    "Rewrites the project's YAML files in the canonical layout. Comments, anchors and meaning stay. A file that does not parse is left as it is.",
  examples: [
    ["fmt", "all files of the project"],
    ["fmt --check", "change nothing, and fail where something would be"],
    ["fmt mlx.yaml teams/a.mlx.yaml", "only these"],
  ],
  arguments: {
    files: {
      summary: "files to format (all of the project unless given)",
      variadic: true,
      completes: "file",
    },
  },
  flags: {
    check: { type: "boolean", summary: "change nothing; fail where a file is not in canonical layout" },
  },
  exits: ["configurationInvalid"],
  run: ({ files, check }, context) =>
    context.withProject(async ({ app, project }) => {
      const formatted = await app.formatProject(project, { check, ...(files.length === 0 ? {} : { files }) });
      return formatted.ok ? { ok: true, value: { ...formatted.value, check } } : formatted;
    }),
  views: {
    human: ({ changed, unchanged, check }, { verbosity }) =>
      [
        ...changed,
        ...(verbosity === "verbose"
          ? [
              `${count(changed.length, "file")} ${check ? "to format" : "formatted"}, ${unchanged} as they were`,
            ]
          : []),
      ].join("\n"),
    json: ({ changed, unchanged, check, diagnostics }) => ({
      kind: "fmt",
      check,
      changed,
      unchanged,
      diagnostics,
    }),
  },
  warnings: ({ diagnostics }) => diagnostics,
  failure: ({ changed, check, invalid }) =>
    invalid ?? (check && changed.length > 0 ? notFormatted(changed) : undefined),
});

import { hasErrors } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { renderDiagnostics } from "../views/diagnostics.ts";
import { count } from "../views/format.ts";

export const validate = defineCommand({
  name: "validate",
  description:
    "Reads all files of the project and lists every finding at once, with its place. The store is not touched.",
  examples: [
    ["validate", "check the default environment"],
    ["validate --env prod --json", "check another one, for a script"],
  ],
  arguments: {},
  flags: {},
  exits: ["configurationInvalid"],
  run: (_, context) => context.withProject(({ app, project }) => app.validateProject(project)),
  views: {
    human: ({ diagnostics, resources, files }, view) => {
      const findings = diagnostics.length === 0 ? [] : [renderDiagnostics(diagnostics, view)];
      if (hasErrors(diagnostics)) return findings.join("\n\n");
      const sum = `${view.colours.green("Valid.")} ${count(resources, "resource")} in ${count(files.length, "file")}.`;
      return [...findings, sum].join("\n\n");
    },
    json: ({ diagnostics, resources, files }) => ({
      kind: "validation",
      valid: !hasErrors(diagnostics),
      resources,
      files,
      diagnostics,
    }),
  },
  failure: ({ invalid }) => invalid,
});

import { defineCommand } from "../define-command.ts";
import { renderConfiguration, renderOrigins } from "../views/configuration.ts";

export const config = defineCommand({
  name: "config",
  description:
    "Prints the configuration as it is meant: all files merged, the environment laid over them, variables and references resolved. With --origin it says where each value comes from.",
  examples: [
    ["config --env prod", "what one environment means"],
    ["config --origin", "the file and line of each value"],
  ],
  arguments: {},
  flags: {
    origin: { type: "boolean", summary: "say where each value comes from" },
  },
  exits: ["configurationInvalid"],
  run: ({ origin }, context) =>
    context.withProject(async ({ app, project }) => {
      const described = await app.showConfiguration(project);
      return described.ok ? { ok: true, value: { ...described.value, origin } } : described;
    }),
  views: {
    human: ({ tree, leaves, origin }, view) =>
      origin ? renderOrigins(leaves, view) : renderConfiguration(tree),
    json: ({ environment, tree, leaves, diagnostics, origin }) => ({
      kind: "config",
      environment: environment ?? null,
      config: tree,
      ...(origin ? { origins: leaves } : {}),
      diagnostics,
    }),
  },
  warnings: ({ diagnostics }) => diagnostics,
  failure: ({ invalid }) => invalid,
});

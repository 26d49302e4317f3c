import { defineCommand } from "../define-command.ts";

export const config = defineCommand({
  name: "config",
  description: "TEMP",
  examples: [],
  arguments: {},
  flags: {
    origin: { type: "boolean", summary: "say where each value comes from" },
  },
  exits: ["configurationInvalid"],
  run: (_, context) => context.withProject(({ app, project }) => app.showConfiguration(project)),
  views: { human: (d) => JSON.stringify(d), json: (d) => ({ kind: "config", ...d }) },
});

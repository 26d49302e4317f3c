import { describeService } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderServices } from "../views/services.ts";

export const servicesList = defineCommand({
  name: "services list",
  description:
    "Lists the applied services: which version of its model each means now or what it waits for, when it was trained and scored last and when it is next, and what is wrong with it.",
  examples: [
    ["services", "all of them"],
    ["services --json", "with all that is known of each, for a script"],
  ],
  arguments: {},
  flags: {},
  exits: [],
  run: (_, context) =>
    context.withProject(({ app, project }) => app.listServices(project), { recover: true }),
  views: {
    human: renderServices,
    json: ({ services, hasDaemon }) => ({
      kind: "services",
      hasDaemon,
      services: services.map(describeService),
    }),
  },
});

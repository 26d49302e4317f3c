import { describeService } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderService } from "../views/service.ts";

export const servicesShow = defineCommand({
  name: "services show",
  description:
    "Shows one applied service: its instance, the model that it means and why, its training and its scoring with their schedules, last runs and results, and how its requests are answered.",
  examples: [
    ["services show retail-forecast", "one service"],
    ["services show 'retail-forecast[eu]' --json", "one of several that `forEach` made, for a script"],
  ],
  arguments: {
    service: { required: true, summary: "the service's address or name", completes: "service" },
  },
  flags: {},
  exits: [],
  run: ({ service }, context) =>
    context.withProject(({ app, project }) => app.showService(project, { service }), { recover: true }),
  views: {
    human: renderService,
    json: (view) => ({ ...describeService(view), kind: "service" }),
  },
});

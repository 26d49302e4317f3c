import { describeStatus } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderStatus } from "../views/status.ts";

export const status = defineCommand({
  name: "status",
  description:
    "Shows how the project stands: store, resources, the daemon with its slots, what fires next, datasets with rows and columns, models and whether they are stale, services in trouble and what others wait for, runs under way and recent ones. Warns where schedules wait for a daemon that is not there.",
  examples: [
    ["status", "the default environment"],
    ["status --env prod -v", "another one, with the datasets' columns"],
  ],
  arguments: {},
  flags: {},
  exits: ["configurationInvalid"],
  run: (_, context) => context.withProject(({ app, project }) => app.readStatus(project), { recover: true }),
  views: {
    human: renderStatus,
    json: describeStatus,
  },
});

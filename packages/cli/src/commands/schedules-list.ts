import { describeSchedule } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderScheduleList } from "../views/schedules.ts";

export const schedulesList = defineCommand({
  name: "schedules list",
  description:
    "Lists the schedules of what was applied: how each stands, when it fires next by its own clocks, and what came of it last. Warns where no daemon runs that would fire them.",
  examples: [
    ["schedules", "all of them"],
    ["schedules --json", "with their whole specs, for a script"],
  ],
  arguments: {},
  flags: {},
  exits: [],
  run: (_, context) => context.withProject(({ app, project }) => app.listSchedules(project)),
  views: {
    human: renderScheduleList,
    json: ({ schedules, hasDaemon }) => ({
      kind: "schedules",
      hasDaemon,
      schedules: schedules.map(describeSchedule),
    }),
  },
});

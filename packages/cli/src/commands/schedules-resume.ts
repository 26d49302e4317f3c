import { describeScheduleAlone } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderPaused } from "../views/schedules.ts";

export const schedulesResume = defineCommand({
  name: "schedules resume",
  description:
    "Resumes paused schedules: they fire again from now on. What would have fired during the pause is not made up for; `mlx backfill` does that.",
  examples: [
    ["schedules resume retail-nightly", "one"],
    ["backfill retail-nightly --from -1d", "and make up for the last day"],
  ],
  arguments: {
    experiments: { required: true, variadic: true, summary: "experiments", completes: "scheduled" },
  },
  flags: {},
  exits: [],
  run: ({ experiments }, context) =>
    context.withProject(({ app, project }) => app.resumeSchedules(project, { experiments })),
  views: {
    human: renderPaused,
    json: (resumed) => ({
      kind: "schedules-resumed",
      schedules: resumed.map(({ schedule, changed }) => ({ ...describeScheduleAlone(schedule), changed })),
    }),
  },
});

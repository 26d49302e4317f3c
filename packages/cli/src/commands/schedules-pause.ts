import { describeScheduleAlone } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderPaused } from "../views/schedules.ts";

export const schedulesPause = defineCommand({
  name: "schedules pause",
  description:
    "Pauses schedules: nothing of these experiments fires until they are resumed, whatever is applied meanwhile, and what would have fired is not made up for. Runs under way go on. `suspend: true` in the files is another matter, and belongs to them.",
  examples: [
    ["schedules pause retail-nightly --reason 'the feed is down'", "one, with why"],
    ["schedules resume retail-nightly", "it fires again"],
  ],
  arguments: {
    experiments: { required: true, variadic: true, summary: "experiments", completes: "scheduled" },
  },
  flags: {
    reason: { type: "string", value: "TEXT", summary: "why, for those who find it paused" },
  },
  exits: [],
  run: ({ experiments, reason }, context) =>
    context.withProject(({ app, project }) =>
      app.pauseSchedules(project, { experiments, ...(reason === undefined ? {} : { reason }) }),
    ),
  views: {
    human: renderPaused,
    json: (paused) => ({
      kind: "schedules-paused",
      schedules: paused.map(({ schedule, changed }) => ({ ...describeScheduleAlone(schedule), changed })),
    }),
  },
});

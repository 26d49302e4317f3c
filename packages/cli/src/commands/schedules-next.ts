import { defineCommand } from "../define-command.ts";
import { renderNextFires } from "../views/schedules.ts";

export const schedulesNext = defineCommand({
  name: "schedules next",
  description:
    "Lists what fires next, soonest first, over all schedules or those of some experiments: by the schedule's own clocks, and in UTC. It says nothing of what a concurrency policy will make of it; `mlx schedules simulate` does.",
  examples: [
    ["schedules next", "the next 10"],
    ["schedules next retail-nightly -n 50", "of one experiment"],
    ["schedules next --until +1d", "those of the next day"],
  ],
  arguments: {
    experiments: { variadic: true, summary: "experiments; all unless named", completes: "scheduled" },
  },
  flags: {
    count: {
      type: "count",
      short: "n",
      value: "N",
      least: 1,
      most: 10_000,
      summary: "how many to list (10)",
    },
    until: { type: "string", value: "TIME", summary: "none after it, e.g. +7d or 2026-01-31" },
  },
  exits: [],
  run: ({ experiments, count, until }, context) =>
    context.withProject(({ app, project }) =>
      app.nextFires(project, {
        experiments,
        // A time alone says how many.
        count: count ?? (until === undefined ? 10 : 1000),
        ...(until === undefined ? {} : { until }),
      }),
    ),
  views: {
    human: renderNextFires,
    json: (fires) => ({ kind: "next-fires", fires }),
  },
});

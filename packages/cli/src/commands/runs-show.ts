import { describeEvent, describeRun } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderRun } from "../views/run-detail.ts";

export const runsShow = defineCommand({
  name: "runs show",
  description: "Shows one run: state, parameters, metrics, model, outputs and attempts; with -v its history.",
  examples: [
    ["runs show last", "the newest run"],
    ["runs show 3f2a91bc -v", "one run with all that happened to it"],
  ],
  arguments: {
    run: { required: true, summary: "id, its first characters (4 or more), or last", completes: "run" },
  },
  flags: {},
  exits: [],
  run: ({ run }, context) =>
    context.withProject(({ app, project }) => app.showRun(project, { run }), { recover: true }),
  views: {
    human: ({ record, events }, view) => renderRun(record, events, view),
    json: ({ record, events }) => ({
      kind: "run",
      ...describeRun(record),
      events: events.map(describeEvent),
    }),
  },
});

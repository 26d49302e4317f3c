import { defineCommand } from "../define-command.ts";
import { describeRun } from "../documents/run-document.ts";
import { runFilterFlags, toSelection } from "../run-filter.ts";
import { renderRuns } from "../views/run-list.ts";

export const runsList = defineCommand({
  name: "runs list",
  description: "Lists runs, newest first; of one that waits, what for.",
  examples: [
    ["runs", "the last 20"],
    ["runs --state FAILED --experiment retail-nightly", "those of one experiment that failed"],
    ["runs --trigger schedule --since -1d", "what was scheduled since yesterday"],
    ["runs --json --limit 100", "for a script"],
  ],
  arguments: {},
  flags: {
    ...runFilterFlags,
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (20)" },
  },
  exits: [],
  run: ({ limit = 20, ...filter }, context) =>
    context.withProject(({ app, project }) => app.listRuns(project, { limit, ...toSelection(filter) }), {
      recover: true,
    }),
  views: {
    human: renderRuns,
    json: (records) => ({ kind: "runs", runs: records.map(describeRun) }),
  },
});

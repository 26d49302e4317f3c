import type { RunRecord } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { describeRun } from "../documents/run-document.ts";
import { runFilterFlags, toSelection } from "../run-filter.ts";
import { renderWaitingForDaemon } from "../views/daemon.ts";
import { renderRuns } from "../views/run-list.ts";

interface Listed {
  readonly records: readonly RunRecord[];
  /** Runs of all that wait for a daemon, also beyond those that are listed. */
  readonly waiting: number;
}

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
    context.withProject<Listed>(
      async ({ app, project }) => {
        const records = await app.listRuns(project, { limit, ...toSelection(filter) });
        if (!records.ok) return records;
        const waiting = await app.waitingForDaemon(project);
        return waiting.ok ? { ok: true, value: { records: records.value, waiting: waiting.value } } : waiting;
      },
      { recover: true },
    ),
  views: {
    human: ({ records, waiting }, view) =>
      [renderRuns(records, view), ...(waiting === 0 ? [] : [renderWaitingForDaemon(waiting, view)])].join(
        "\n\n",
      ),
    json: ({ records, waiting }) => ({
      kind: "runs",
      runs: records.map(describeRun),
      waitingForDaemon: waiting,
    }),
  },
});

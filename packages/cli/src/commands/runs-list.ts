import type { RunRecord } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { describeRun } from "../documents/run-document.ts";
import { runFilterFlags, selectionWords, toSelection } from "../run-filter.ts";
import { renderWaitingForDaemon } from "../views/daemon.ts";
import { highlight } from "../views/prose.ts";
import { renderRuns, withMore } from "../views/run-list.ts";

interface Listed {
  readonly records: readonly RunRecord[];
  /** How many there are that are not listed. */
  readonly more: number;
  /** The filters as they were typed. */
  readonly words: string;
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
        const listed = records.value;
        const total =
          listed.length < limit
            ? ({ ok: true, value: listed.length } as const)
            : await app.countRuns(project, toSelection(filter));
        if (!total.ok) return total;
        const waiting = await app.waitingForDaemon(project);
        if (!waiting.ok) return waiting;
        const more = Math.max(0, total.value - listed.length);
        const words = selectionWords(filter);
        return { ok: true, value: { records: listed, more, words, waiting: waiting.value } };
      },
      { recover: true },
    ),
  views: {
    human: ({ records, more, words, waiting }, view) =>
      [
        records.length === 0 && words !== ""
          ? highlight(`No run matches \`${words}\`.`, view)
          : withMore(renderRuns(records, view), more, view, "--limit"),
        ...(waiting === 0 ? [] : [renderWaitingForDaemon(waiting, view)]),
      ].join("\n\n"),
    json: ({ records, more, waiting }) => ({
      kind: "runs",
      runs: records.map(describeRun),
      more,
      waitingForDaemon: waiting,
    }),
  },
});

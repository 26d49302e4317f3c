import type { RunSelection } from "@mlx/app";
import type { Result, RunRecord } from "@mlx/core";
import { describeRun } from "@mlx/documents";
import type { App, Project } from "../app.ts";
import { defineCommand } from "../define-command.ts";
import { runFilterFlags, selectionWords, toSelection } from "../run-filter.ts";
import { renderWaitingForDaemon } from "../views/daemon.ts";
import { highlight } from "../views/prose.ts";
import { renderRuns, withMore } from "../views/run-list.ts";

interface Listed {
  readonly records: readonly RunRecord[];
  /** How many follow those that are listed. */
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
    ["runs --filter 'metrics.RMSE < 90000 and parameters.depth in (3, 4)'", "what a search finds"],
    ["runs --state DONE --order-by metrics.RMSE --limit 5", "the best five"],
    ["runs --json --limit 100", "for a script"],
  ],
  arguments: {},
  flags: {
    ...runFilterFlags,
    orderBy: {
      type: "string",
      value: "FIELDS",
      summary: "in which order, e.g. `metrics.RMSE desc, created`",
    },
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (20)" },
  },
  exits: [],
  run: ({ limit, orderBy, ...filter }, context) =>
    context.withProject<Listed>(
      async ({ app, project }) => {
        const selection = toSelection(filter);
        const found =
          selection.filter === undefined && orderBy === undefined
            ? await listNewest(app, project, selection, limit)
            : await app.searchRuns(project, { ...selection, orderBy, limit });
        if (!found.ok) return found;
        const waiting = await app.waitingForDaemon(project);
        if (!waiting.ok) return waiting;
        const { records, more } = found.value;
        return { ok: true, value: { records, more, words: selectionWords(filter), waiting: waiting.value } };
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

async function listNewest(
  app: App,
  project: Project,
  selection: RunSelection,
  limit = 20,
): Promise<Result<{ readonly records: readonly RunRecord[]; readonly more: number }>> {
  const records = await app.listRuns(project, { limit, ...selection });
  if (!records.ok) return records;
  const listed = records.value.length;
  const total = listed < limit ? undefined : await app.countRuns(project, selection);
  if (total?.ok === false) return total;
  return {
    ok: true,
    value: { records: records.value, more: Math.max(0, (total?.value ?? listed) - listed) },
  };
}

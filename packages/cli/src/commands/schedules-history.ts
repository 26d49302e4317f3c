import type { HistoryEntry } from "@mlx/app";
import { tickOutcomes } from "@mlx/core";
import { describeEntry } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderScheduleHistory } from "../views/schedules.ts";

interface Listed {
  readonly entries: readonly HistoryEntry[];
  /** Only some were asked for, and others may be there. */
  readonly filtered: boolean;
}

export const schedulesHistory = defineCommand({
  name: "schedules history",
  description:
    "Shows what became of nominal times: a strip with one sign for each, oldest first, and a table, newest first, with why one was skipped and how the run stands that one made. Times with the same fate next to each other may stand as one range.",
  examples: [
    ["schedules history retail-nightly", "the last 50 of one experiment"],
    ["schedules history --outcome SKIPPED_OVERLAP --outcome FAILED", "what did not run, and why"],
  ],
  arguments: {
    experiment: { summary: "one experiment; all unless named", completes: "scheduled" },
  },
  flags: {
    outcome: { type: "list", value: "OUTCOME", choices: tickOutcomes, summary: "only these (repeatable)" },
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (50)" },
    before: { type: "count", value: "SEQ", summary: "only those before this one of an earlier --json" },
  },
  exits: [],
  run: ({ experiment, outcome, limit = 50, before }, context) =>
    context.withProject<Listed>(async ({ app, project }) => {
      const entries = await app.scheduleHistory(project, {
        limit,
        ...(experiment === undefined ? {} : { experiment }),
        ...(outcome.length === 0 ? {} : { outcomes: outcome }),
        ...(before === undefined ? {} : { before }),
      });
      const filtered = outcome.length > 0 || before !== undefined;
      return entries.ok ? { ok: true, value: { entries: entries.value, filtered } } : entries;
    }),
  views: {
    human: ({ entries, filtered }, view) =>
      entries.length === 0 && filtered
        ? "No tick matches what was asked for."
        : renderScheduleHistory(entries, view),
    json: ({ entries }) => ({ kind: "schedule-history", ticks: entries.map(describeEntry) }),
  },
});

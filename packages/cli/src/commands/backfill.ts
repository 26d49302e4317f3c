import { type Backfilled, backfillDocument } from "@mlx/documents";
import { approve } from "../approve.ts";
import { defineCommand } from "../define-command.ts";
import { usageInvalid } from "../errors.ts";
import { approvalFlags } from "../global-flags.ts";
import { backfillQuestion, renderBackfill, renderBackfillTimes, toMake } from "../views/backfill.ts";
import { shellWord } from "../views/names.ts";

export const backfill = defineCommand({
  name: "backfill",
  description:
    "Makes the runs of an experiment's schedule for a time that has passed, each with its nominal time and window, as the schedule would have. Times that have a run which succeeded or is under way are left out, unless --again. A daemon works on them, --max-running at once (1), oldest first; concurrency policy, window and pauses of the schedule are no bounds. It shows how many there are, and asks.",
  examples: [
    ["backfill retail-nightly --from 2026-01-01 --to 2026-02-01", "a month; a date is its midnight"],
    ["backfill retail-nightly --from -7d --dry-run", "only say which times"],
    ["backfill retail-nightly --from -7d --max-running 4 --yes", "four at once, without asking"],
    ["cancel --backfill 0b5e…", "take it back"],
  ],
  arguments: {
    experiment: { required: true, summary: "an experiment with a schedule", completes: "scheduled" },
  },
  flags: {
    from: {
      type: "string",
      value: "TIME",
      summary: "the first time (a date is its midnight), by the schedule's clocks; needed",
    },
    to: { type: "string", value: "TIME", summary: "the last time, included (now)" },
    maxRunning: { type: "count", value: "N", least: 1, summary: "so many of them run at once (1)" },
    again: { type: "boolean", summary: "also for times that have a run which succeeded" },
    dryRun: { type: "boolean", summary: "only say which times" },
    ...approvalFlags,
  },
  exits: ["blocked", "cancelled"],
  run: async ({ experiment, from, to = "now", maxRunning, again, dryRun, yes }, context) => {
    if (from === undefined) {
      const usage = "mlx backfill EXPERIMENT --from TIME [--to TIME] [FLAGS]";
      return { ok: false, failure: usageInvalid("`--from` is needed", usage, "mlx backfill --help") };
    }
    return context.withProject<Backfilled>(
      async ({ app, project }) => {
        const planned = await app.planBackfill(project, { experiment, from, until: to, again });
        if (!planned.ok) return planned;
        const plan = planned.value;
        const number = toMake(plan).length;
        if (dryRun || number === 0) return { ok: true, value: { plan } };
        if (!yes) {
          const refused = await approve(
            {
              question: backfillQuestion(plan),
              details: renderBackfillTimes(plan, context.view),
              destructive: false,
              words: [
                `backfill ${shellWord(experiment)} --from ${shellWord(from)} --to ${shellWord(to)}`,
                ...(maxRunning === undefined ? [] : [`--max-running ${maxRunning}`]),
                ...(again ? ["--again"] : []),
              ].join(" "),
              what: `It would make ${number === 1 ? "1 run" : `${number} runs`}.`,
            },
            context,
          );
          if (refused !== undefined) return { ok: false, failure: refused };
        }
        const limit = maxRunning === undefined ? {} : { maxRunning };
        const created = await app.createBackfill(project, { plan, ...limit });
        return created.ok ? { ok: true, value: { plan, created: created.value } } : created;
      },
      { recover: true },
    );
  },
  views: { human: renderBackfill, json: backfillDocument },
});

import { changeRuns } from "../change-runs.ts";
import { defineCommand } from "../define-command.ts";
import { changedRunsDocument } from "../documents/changed-runs-document.ts";
import { runsRefused } from "../errors.ts";
import { approvalFlags } from "../global-flags.ts";
import { runFilterFlags, selectionWords, toSelection } from "../run-filter.ts";
import { renderChangedRuns } from "../views/changed-runs.ts";

export const runsRetry = defineCommand({
  name: "runs retry",
  description:
    "Has runs tried again that failed or were cancelled: another attempt of the same run, with the same inputs and the checkpoints so far. Runs are named, or selected by filters, which are told and have to be approved; by a filter only runs that FAILED are taken, unless --state says otherwise.",
  examples: [
    ["runs retry 3f2a91bc", "one run"],
    [
      "runs retry --experiment retail-nightly --since -1d",
      "those of one experiment that failed since yesterday",
    ],
    ["runs retry --backfill 0b5e… --dry-run", "only say how many runs it is for"],
  ],
  arguments: {
    runs: { variadic: true, summary: "ids, or their first characters (4 or more)", completes: "run" },
  },
  flags: {
    ...runFilterFlags,
    dryRun: { type: "boolean", summary: "only say which runs it is for" },
    ...approvalFlags,
  },
  exits: ["blocked", "cancelled"],
  run: ({ runs, dryRun, yes, ...filter }, context) =>
    context.withProject(
      (opened) =>
        changeRuns(
          opened,
          {
            change: "retry",
            named: runs,
            selection: toSelection(filter),
            words: selectionWords(filter),
            dryRun,
            yes,
          },
          context,
        ),
      { recover: true },
    ),
  views: { human: renderChangedRuns, json: changedRunsDocument },
  failure: runsRefused,
});

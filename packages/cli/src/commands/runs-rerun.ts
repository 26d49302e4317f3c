import { changeRuns } from "../change-runs.ts";
import { defineCommand } from "../define-command.ts";
import { changedRunsDocument } from "../documents/changed-runs-document.ts";
import { runsRefused } from "../errors.ts";
import { approvalFlags } from "../global-flags.ts";
import { runFilterFlags, selectionWords, toSelection } from "../run-filter.ts";
import { renderChangedRuns } from "../views/changed-runs.ts";

export const runsRerun = defineCommand({
  name: "runs rerun",
  description:
    "Makes new runs that do the same as runs that have ended, whatever became of them: same inputs as they are now, same parameters, checkpoints of their own. Each names the run that it repeats. Runs are named, or selected by filters, which are told and have to be approved.",
  examples: [
    ["runs rerun 3f2a91bc", "one run once more"],
    ["runs rerun --experiment retail-score --since -7d --state DONE", "the good ones of a week"],
    ["runs rerun --backfill 0b5e… --dry-run", "only say how many runs it is for"],
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
            change: "rerun",
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

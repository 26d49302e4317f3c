import type { EngineEvent, Result } from "@mlx/core";
import { changeRuns, type RunsChanged } from "../change-runs.ts";
import type { CommandContext } from "../command-context.ts";
import { defineCommand } from "../define-command.ts";
import { changedRunsDocument } from "../documents/changed-runs-document.ts";
import { exactRerunDocument } from "../documents/exact-rerun-document.ts";
import { madeOtherwise, runCancelled, runFailed, runsRefused, usageInvalid } from "../errors.ts";
import { approvalFlags } from "../global-flags.ts";
import { type RanExactly, rerunExactly } from "../rerun-exactly.ts";
import { runFilterFlags, selectionWords, toSelection } from "../run-filter.ts";
import { renderChangedRuns } from "../views/changed-runs.ts";
import { renderExactRerun } from "../views/exact-rerun.ts";

export const runsRerun = defineCommand({
  name: "runs rerun",
  description:
    "Makes new runs that do the same as runs that have ended, whatever became of them: same inputs as they are now, same parameters, checkpoints of their own. Each names the run that it repeats. Runs are named, or selected by filters, which are told and have to be approved. With --exact one run is repeated with the very data and software that it had, and what it makes is compared file by file and metric by metric; nothing of it is published.",
  examples: [
    ["runs rerun 3f2a91bc", "one run once more"],
    ["runs rerun --experiment retail-score --since -7d --state DONE", "the good ones of a week"],
    ["runs rerun --backfill 0b5e… --dry-run", "only say how many runs it is for"],
    ["runs rerun --exact 3f2a91bc", "whether the same comes out again"],
  ],
  arguments: {
    runs: { variadic: true, summary: "ids, or their first characters (4 or more)", completes: "run" },
  },
  flags: {
    ...runFilterFlags,
    exact: {
      type: "boolean",
      summary: "demand the very data and software of then, and compare what is made",
    },
    dryRun: { type: "boolean", summary: "only say which runs it is for" },
    ...approvalFlags,
  },
  exits: ["blocked", "cancelled", "runFailed", "interrupted"],
  run: async ({ runs, exact, dryRun, yes, ...filter }, context) => {
    if (exact) return repeatExactly(runs, { isAlone: selectionWords(filter) === "" && !dryRun }, context);
    return context.withProject<Reran>(
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
    );
  },
  views: {
    human: (ran, view) => ("how" in ran ? renderExactRerun(ran, view) : renderChangedRuns(ran, view)),
    json: (ran) => ("how" in ran ? exactRerunDocument(ran) : changedRunsDocument(ran)),
  },
  failure: (ran) => {
    if (!("how" in ran)) return runsRefused(ran);
    if (ran.how === "compared") return ran.comparison.equal ? undefined : madeOtherwise(ran);
    const { state } = ran.record.run.status;
    if (state === "FAILED") return runFailed(ran.record);
    return state === "ABORTED" ? runCancelled(ran.record) : undefined;
  },
  exit: (ran) => ("how" in ran && ran.how === "left" ? "interrupted" : "done"),
});

type Reran = RunsChanged | RanExactly;

async function repeatExactly(
  [run, ...others]: readonly string[],
  { isAlone }: { readonly isAlone: boolean },
  context: CommandContext,
): Promise<Result<Reran>> {
  if (run === undefined || others.length > 0 || !isAlone) {
    const usage = "mlx runs rerun --exact RUN";
    const why = "`--exact` is for one run, which is named";
    return { ok: false, failure: usageInvalid(why, usage, "mlx runs rerun --help") };
  }
  let tell = (_: EngineEvent) => {};
  return context.withProject<Reran>(
    (opened) =>
      rerunExactly(opened, run, context, (told) => {
        tell = told;
      }),
    { recover: true, events: (event) => tell(event) },
  );
}

import { isTerminal, type Result, type Run } from "@mlx/core";
import { describeRunAlone } from "@mlx/documents";
import type { App, Project } from "../app.ts";
import { changeRuns, type RunsChanged } from "../change-runs.ts";
import { defineCommand } from "../define-command.ts";
import { changedRunsDocument } from "../documents/changed-runs-document.ts";
import { runsRefused, usageInvalid } from "../errors.ts";
import { approvalFlags } from "../global-flags.ts";
import { runFilterFlags, selectionWords, toSelection } from "../run-filter.ts";
import type { ViewOptions } from "../view-options.ts";
import { renderChangedRuns } from "../views/changed-runs.ts";
import { shortId } from "../views/names.ts";
import { highlight } from "../views/prose.ts";
import { describeStatus } from "../views/run-status.ts";

type Cancelled =
  | {
      readonly how: "one";
      readonly run: Run;
      /** It had ended before it was cancelled. */
      readonly before: boolean;
    }
  | { readonly how: "many"; readonly result: RunsChanged };

export const cancel = defineCommand({
  name: "cancel",
  description:
    "Stops runs: a program gets SIGTERM, and SIGKILL after its grace (`stopGrace`); a run that waits ends at once. Has no effect on a run that has ended. One run is waited for. Runs are named, or selected by filters, which are told and have to be approved.",
  examples: [
    ["cancel 3f2a91bc", "stop one run in order"],
    ["cancel last --force", "kill the newest run's program at once"],
    ["cancel --state PENDING --experiment retail-nightly", "what is queued of one experiment"],
    ["cancel --backfill 0b5e… --yes", "a whole backfill, without asking"],
  ],
  arguments: {
    runs: {
      variadic: true,
      summary: "ids, their first characters (4 or more), or last",
      completes: "run",
    },
  },
  flags: {
    force: { type: "boolean", summary: "of one run: kill the program at once, without its grace" },
    ...runFilterFlags,
    dryRun: { type: "boolean", summary: "only say which runs it is for" },
    ...approvalFlags,
  },
  exits: ["blocked", "cancelled"],
  run: async ({ runs, force, dryRun, yes, ...filter }, context): Promise<Result<Cancelled>> => {
    const words = selectionWords(filter);
    const [first] = runs;
    const single = first !== undefined && runs.length === 1 && words === "" && !dryRun;
    if (force && !single) {
      const failure = usageInvalid("`--force` is for one run", "mlx cancel RUN --force", "mlx cancel --help");
      return { ok: false, failure };
    }
    const askedAt = context.now();
    return context.withProject<Cancelled>(
      async ({ app, project }) => {
        if (single) return cancelOne(app, project, { run: first, force, askedAt });
        const selection = toSelection(filter);
        const changed = await changeRuns(
          { app, project },
          { change: "cancel", named: runs, selection, words, dryRun, yes },
          context,
        );
        return changed.ok ? { ok: true, value: { how: "many", result: changed.value } } : changed;
      },
      { recover: true },
    );
  },
  views: {
    human: (cancelled, view) =>
      cancelled.how === "many" ? renderChangedRuns(cancelled.result, view) : renderOne(cancelled, view),
    json: (cancelled) =>
      cancelled.how === "many"
        ? changedRunsDocument(cancelled.result)
        : { kind: "run", ...describeRunAlone(cancelled.run) },
  },
  failure: (cancelled) => (cancelled.how === "many" ? runsRefused(cancelled.result) : undefined),
});

async function cancelOne(
  app: App,
  project: Project,
  { run, force, askedAt }: { readonly run: string; readonly force: boolean; readonly askedAt: number },
): Promise<Result<Cancelled>> {
  const cancelled = await app.cancelRun(project, { run, force });
  if (!cancelled.ok) return cancelled;
  const { endedAt } = cancelled.value;
  const before = endedAt !== undefined && Date.parse(endedAt) < askedAt;
  return { ok: true, value: { how: "one", run: cancelled.value, before } };
}

function renderOne({ run, before }: Extract<Cancelled, { readonly how: "one" }>, view: ViewOptions): string {
  const id = shortId(run.id);
  if (before) return `run ${id} had already ended: ${describeStatus(run.status)}`;
  if (isTerminal(run.status.state)) return `run ${id}: ${describeStatus(run.status)}`;
  return highlight(`run ${id} was asked to stop (\`mlx runs show ${id}\` tells when it has)`, view);
}

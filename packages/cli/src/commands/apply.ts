import { resolve } from "node:path";
import type { Diagnostic, Plan, Result } from "@mlx/core";
import type { App, Project } from "../app.ts";
import { approveAndApply } from "../approve-and-apply.ts";
import { defineCommand } from "../define-command.ts";
import { applyDocument } from "../documents/plan-document.ts";
import { approvalFlags } from "../global-flags.ts";
import { createApplyProgress } from "../progress/apply-progress.ts";
import { renderApplied } from "../views/applied.ts";

export const apply = defineCommand({
  name: "apply",
  description:
    "Makes the store what the files say: shows the plan, asks, and applies exactly what was shown, all of it or nothing. With PLAN it applies a saved plan, or refuses when something has moved since.",
  examples: [
    ["apply", "plan, ask, apply"],
    ["apply --yes", "without asking, for a script"],
    ["apply plan.json", "what `mlx plan --out plan.json` saved"],
  ],
  arguments: {
    plan: { summary: "a saved plan", completes: "file" },
  },
  flags: {
    ...approvalFlags,
    allowMassDelete: { type: "boolean", summary: "allow deleting more than half of all resources" },
  },
  exits: ["configurationInvalid", "lockHeld", "blocked", "planStale", "cancelled"],
  run: ({ plan: file, yes, allowMassDelete }, context) =>
    context.withProject(
      async ({ app, project }) => {
        const planned =
          file === undefined
            ? await app.planChanges(project, { allowMassDelete })
            : await readSavedPlan(app, project, resolve(context.cwd, file));
        if (!planned.ok) return planned;
        const { plan, warnings } = planned.value;
        const words = file === undefined ? "apply" : `apply ${file}`;
        const applied = await approveAndApply({ app, project, plan, yes, command: "apply", words }, context);
        if (!applied.ok) return applied;
        const awaits = applied.value.record === undefined ? undefined : await app.awaitsDaemon(project);
        // What was applied is applied, whether or not this can be told.
        const awaitsDaemon = awaits?.ok === true && awaits.value;
        return { ok: true, value: { ...applied.value, warnings, awaitsDaemon } };
      },
      { events: createApplyProgress(context.output, context.now) },
    ),
  views: {
    human: ({ plan, record, awaitsDaemon }, view) =>
      record === undefined ? "" : `\n${renderApplied(record, plan, view, { awaitsDaemon })}`,
    json: applyDocument,
  },
  warnings: ({ warnings }) => warnings,
});

/** Nobody is asked about a plan that is no longer one to apply, be it an empty one. */
async function readSavedPlan(
  app: App,
  project: Project,
  path: string,
): Promise<Result<{ readonly plan: Plan; readonly warnings: readonly Diagnostic[] }>> {
  const read = await app.readPlanFile(path);
  if (!read.ok) return read;
  const checked = await app.checkPlan(project, { plan: read.value });
  return checked.ok ? { ok: true, value: { plan: read.value, warnings: [] } } : checked;
}

import { resolve } from "node:path";
import type { Diagnostic, EngineEvent, Plan, Result } from "@mlx/core";
import { applyDocument } from "@mlx/documents";
import type { App, Project } from "../app.ts";
import { approveAndApply } from "../approve-and-apply.ts";
import { defineCommand } from "../define-command.ts";
import { announcedDocument } from "../documents/announced-document.ts";
import { runCancelled, runFailed } from "../errors.ts";
import { followAnnounced, nothingAnnounced } from "../follow-announced.ts";
import { approvalFlags } from "../global-flags.ts";
import { createApplyProgress } from "../progress/apply-progress.ts";
import { renderAnnounced } from "../views/announced.ts";
import { renderApplied } from "../views/applied.ts";

export const apply = defineCommand({
  name: "apply",
  description:
    "Makes the store what the files say: shows the plan, asks, and applies exactly what was shown, all of it or nothing. With PLAN it applies a saved plan, or refuses when something has moved since. The runs that the plan announced, such as the first training of a new service, are made then; where one fails, what was applied stays applied.",
  examples: [
    ["apply", "plan, ask, apply"],
    ["apply --yes", "without asking, for a script"],
    ["apply --yes --wait", "and follow the runs that it announces, to their ends"],
    ["apply plan.json", "what `mlx plan --out plan.json` saved"],
  ],
  arguments: {
    plan: { summary: "a saved plan", completes: "file" },
  },
  flags: {
    ...approvalFlags,
    allowMassDelete: { type: "boolean", summary: "allow deleting more than half of all resources" },
    wait: {
      type: "boolean",
      summary: "follow the runs that the plan announced to their ends (the default on a terminal)",
    },
    noWait: { type: "boolean", summary: "leave them to the daemon, or else to a mlx in the background" },
  },
  exits: [
    "configurationInvalid",
    "lockHeld",
    "blocked",
    "planStale",
    "runFailed",
    "cancelled",
    "interrupted",
  ],
  run: async ({ plan: file, yes, allowMassDelete, wait, noWait }, context) => {
    let runEvent = (_: EngineEvent) => {};
    const applyEvent = createApplyProgress(context.output, context.now);
    return context.withProject(
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
        const { record } = applied.value;
        const announced =
          record === undefined
            ? ({ ok: true, value: nothingAnnounced } as const)
            : await followAnnounced(
                { app, project },
                { plan, record },
                {
                  wait: wait || (!noWait && context.terminal.ask !== undefined),
                  context,
                  watch: (events) => {
                    runEvent = events;
                  },
                },
              );
        if (!announced.ok) return announced;
        const value = { ...applied.value, warnings, awaitsDaemon, announced: announced.value };
        return { ok: true, value };
      },
      {
        events: (event) => {
          applyEvent(event);
          runEvent(event);
        },
      },
    );
  },
  views: {
    human: ({ plan, record, awaitsDaemon, announced }, view) =>
      record === undefined
        ? ""
        : `\n${[renderApplied(record, plan, view, { awaitsDaemon }), renderAnnounced(announced, view)]
            .filter((part) => part !== "")
            .join("\n\n")}`,
    json: ({ announced, ...applied }) => ({ ...applyDocument(applied), ...announcedDocument(announced) }),
  },
  warnings: ({ warnings }) => warnings,
  failure: ({ announced: { followed } }) => {
    const failed = followed.find(({ run }) => run.status.state === "FAILED");
    if (failed !== undefined) return runFailed(failed);
    const aborted = followed.find(({ run }) => run.status.state === "ABORTED");
    return aborted === undefined ? undefined : runCancelled(aborted);
  },
  exit: ({ announced }) => (announced.left ? "interrupted" : "done"),
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

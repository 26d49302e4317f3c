import { resolve } from "node:path";
import { hasChanges } from "@mlx/core";
import { planDocument } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { shellWord } from "../views/names.ts";
import { renderPlan, renderPlanNext } from "../views/plan.ts";
import { renderProfiles } from "../views/profiles.ts";

export const plan = defineCommand({
  name: "plan",
  description:
    "Shows what an apply would change and what follows from it, such as the models that become stale. Nothing is changed. With --out the plan is saved, and `mlx apply FILE` does exactly that.",
  examples: [
    ["plan", "what would change"],
    ["plan -v", "with all values, and the rows and columns of the datasets"],
    ["plan --out plan.json", "save it for a review"],
    ["plan --detailed-exitcode --env prod", "for a script: 0 no changes, 2 changes"],
  ],
  arguments: {},
  flags: {
    out: { type: "string", value: "FILE", summary: "save the plan", completes: "file" },
    detailedExitcode: { type: "boolean", summary: "exit 2 when there are changes" },
    destroy: { type: "boolean", summary: "plan to delete everything, as `mlx destroy` does" },
    allowMassDelete: { type: "boolean", summary: "allow deleting more than half of all resources" },
  },
  exits: ["changes", "configurationInvalid", "blocked"],
  run: ({ out, detailedExitcode, destroy, allowMassDelete }, context) =>
    context.withProject(async ({ app, project }) => {
      const profiles = context.view.verbosity === "verbose";
      const planned = await app.planChanges(project, { destroy, allowMassDelete, profiles });
      if (!planned.ok) return planned;
      if (out !== undefined) {
        const written = await app.writePlanFile(resolve(context.cwd, out), planned.value.plan);
        if (!written.ok) return written;
      }
      const next =
        out !== undefined
          ? `mlx apply ${shellWord(out)}`
          : destroy
            ? "mlx destroy"
            : `mlx apply${allowMassDelete ? " --allow-mass-delete" : ""}`;
      return { ok: true, value: { ...planned.value, out, detailedExitcode, next } };
    }),
  views: {
    human: ({ plan: made, profiles, out, next }, view) =>
      [
        renderPlan(made, view),
        renderProfiles(profiles, view),
        [...(out === undefined ? [] : [`Saved to ${out}.`]), renderPlanNext(made, next, view)]
          .filter((line) => line !== "")
          .join("\n"),
      ]
        .filter((part) => part !== "")
        .join("\n\n"),
    json: planDocument,
  },
  warnings: ({ warnings }) => warnings,
  failure: ({ blocked }) => blocked,
  exit: ({ plan: made, detailedExitcode }) => (detailedExitcode && hasChanges(made) ? "changes" : "done"),
});

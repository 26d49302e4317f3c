import { applyDocument } from "@mlx/documents";
import { approveAndApply } from "../approve-and-apply.ts";
import { defineCommand } from "../define-command.ts";
import { approvalFlags } from "../global-flags.ts";
import { createApplyProgress } from "../progress/apply-progress.ts";
import { renderApplied } from "../views/applied.ts";

export const destroy = defineCommand({
  name: "destroy",
  description:
    "Deletes all resources that files declared from the store, after showing and asking. Files, models and the history stay, and so does what was made through the API. A protected resource blocks it, and one that something made through the API uses.",
  examples: [
    ["destroy", "show, ask, delete"],
    ["plan --destroy", "only show what it would delete"],
  ],
  arguments: {},
  flags: { ...approvalFlags },
  exits: ["lockHeld", "blocked", "planStale", "cancelled"],
  run: ({ yes }, context) =>
    context.withProject(
      async ({ app, project }) => {
        const planned = await app.planChanges(project, { destroy: true });
        if (!planned.ok) return planned;
        const { plan } = planned.value;
        return approveAndApply({ app, project, plan, yes, command: "destroy", words: "destroy" }, context);
      },
      { events: createApplyProgress(context.output, context.now) },
    ),
  views: {
    human: ({ record }, view) =>
      record === undefined
        ? ""
        : `\n${renderApplied(record, { changes: [], consequences: [], hints: [] }, view)}`,
    json: applyDocument,
  },
});

import type { Collected } from "@mlx/core";
import { approve } from "../approve.ts";
import { defineCommand } from "../define-command.ts";
import { approvalFlags } from "../global-flags.ts";
import { describeParts, isNothing, renderCollected } from "../views/collected.ts";

export const gc = defineCommand({
  name: "gc",
  description:
    "Removes what is kept no longer than `retention` says: runs with all that belongs to them, logs, work folders of failed attempts, ticks, deliveries; and artifacts that nothing refers to. Nothing goes that a model, an output or a run under way needs. A daemon does the same once an hour. It shows what would go, and asks.",
  examples: [
    ["gc --dry-run", "only say what would go, with sizes"],
    ["gc", "show, ask, remove"],
    ["gc --yes", "without asking, for a script"],
  ],
  arguments: {},
  flags: {
    dryRun: { type: "boolean", summary: "only say what would go" },
    storesAreKnown: {
      type: "boolean",
      summary:
        "say that no other stores use the artifacts than those it lists; asked for once, after an upgrade",
    },
    ...approvalFlags,
  },
  exits: ["configurationInvalid", "blocked", "cancelled"],
  run: ({ dryRun, yes, storesAreKnown }, context) =>
    context.withProject<Collected>(async ({ app, project }) => {
      if (!dryRun && yes) return app.collectGarbage(project, { dryRun: false, storesAreKnown });
      const found = await app.collectGarbage(project, { dryRun: true, storesAreKnown });
      if (!found.ok || dryRun) return found;
      // That all stores are known is worth writing down also where nothing is to go.
      if (isNothing(found.value))
        return storesAreKnown ? app.collectGarbage(project, { dryRun: false, storesAreKnown }) : found;
      const refused = await approve(
        {
          question: `Remove ${describeParts(found.value)}?`,
          details: renderCollected(found.value, context.view),
          destructive: true,
          words: "gc",
          what: `It would remove ${describeParts(found.value)}.`,
        },
        context,
      );
      if (refused !== undefined) return { ok: false, failure: refused };
      return app.collectGarbage(project, { dryRun: false, storesAreKnown });
    }),
  views: {
    human: renderCollected,
    json: (collected) => ({ kind: "collected", ...collected }),
  },
});

import type { Restored } from "@mlx/app";
import type { DeletedResource } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { renderRestorable, renderRestored } from "../views/restored.ts";

type Shown = { readonly deleted: readonly DeletedResource[] } | Restored;

export const restore = defineCommand({
  name: "restore",
  description:
    "Brings back what was deleted through the API, with the id, the runs and the models that it had, and what it needs and was deleted too. Without ADDRESS or --all it lists what can be brought back.",
  examples: [
    ["restore", "what was deleted through the API"],
    ["restore experiment/nightly", "have it again, with the instance and the recipe that it needs"],
    ["restore recipe/retail --all", "and all that went when it was deleted"],
    ["restore --all", "have all of it again"],
  ],
  arguments: {
    address: { summary: "what to bring back, e.g. experiment/nightly" },
  },
  flags: {
    all: {
      type: "boolean",
      summary: "all that was deleted; with ADDRESS all that the same deletion took away",
    },
  },
  exits: [],
  run: ({ address, all }, context) =>
    context.withProject<Shown>(async ({ app, project }) => {
      if (address !== undefined || all)
        return app.restoreAt(project, { ...(address === undefined ? {} : { address }), all });
      const deleted = await app.listDeleted(project);
      return deleted.ok ? { ok: true, value: { deleted: deleted.value } } : deleted;
    }),
  views: {
    human: (result, view) =>
      "deleted" in result ? renderRestorable(result.deleted, view) : renderRestored(result, view),
    json: (result) =>
      "deleted" in result
        ? {
            kind: "deleted",
            resources: result.deleted.map(({ resource: { id, address }, deletedAt, deletedBy }) => ({
              ...{ id, address, deletedAt, deletedBy },
            })),
          }
        : {
            kind: "restored",
            resources: result.restored.map(({ resource: { id, address, revision }, neededBy }) => ({
              ...{ id, address, revision, neededBy: neededBy ?? null },
            })),
            left: result.left.map(({ address, failure }) => ({ address, why: failure.summary })),
          },
  },
});

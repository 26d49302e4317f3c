import type { AppliedResource, DeletedResource } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { renderRestorable, renderRestored } from "../views/imported.ts";

type Shown = { readonly deleted: readonly DeletedResource[] } | { readonly restored: AppliedResource };

export const restore = defineCommand({
  name: "restore",
  description:
    "Brings back what was deleted through the API, with the id, the runs and the models that it had. Without ADDRESS it lists what can be brought back.",
  examples: [
    ["restore", "what was deleted through the API"],
    ["restore experiment/nightly", "have it again"],
  ],
  arguments: {
    address: { summary: "what to bring back, e.g. experiment/nightly" },
  },
  flags: {},
  exits: [],
  run: ({ address }, context) =>
    context.withProject<Shown>(async ({ app, project }) => {
      if (address === undefined) {
        const deleted = await app.listDeleted(project);
        return deleted.ok ? { ok: true, value: { deleted: deleted.value } } : deleted;
      }
      const restored = await app.restoreAt(project, address);
      return restored.ok ? { ok: true, value: { restored: restored.value } } : restored;
    }),
  views: {
    human: (result, view) =>
      "deleted" in result ? renderRestorable(result.deleted, view) : renderRestored(result.restored, view),
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
            id: result.restored.id,
            address: result.restored.address,
            revision: result.restored.revision,
          },
  },
});

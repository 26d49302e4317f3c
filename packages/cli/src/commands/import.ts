import type { ImportedResources } from "@mlx/app";
import type { AppliedResource } from "@mlx/core";
import { defineCommand } from "../define-command.ts";
import { renderImportable, renderImported } from "../views/imported.ts";

type Shown = { readonly listed: readonly AppliedResource[] } | { readonly imported: ImportedResources };

export const importCommand = defineCommand({
  name: "import",
  description:
    "Writes a file that declares what was made through the API, with all that it needs, so that the next apply takes it over. Nothing is written over. Sources that were uploaded are copied to recipes/NAME. Without ADDRESS or --all it lists what can be imported.",
  examples: [
    ["import", "what no file declares"],
    ["import --all", "declare all of it in imported.mlx.yaml"],
    ["import service/forecast --out services.mlx.yaml", "a service, with its instance, recipe and datasets"],
  ],
  arguments: {
    address: { variadic: true, summary: "what to import, e.g. experiment/nightly", completes: "address" },
  },
  flags: {
    all: { type: "boolean", summary: "import all that no file declares" },
    out: {
      type: "string",
      value: "FILE",
      summary: "the file to write (imported.mlx.yaml in the project's folder)",
      completes: "file",
    },
  },
  exits: ["configurationInvalid"],
  run: ({ address: addresses, all, out }, context) =>
    context.withProject<Shown>(async ({ app, project }) => {
      if (addresses.length === 0 && !all) {
        const listed = await app.listUnmanaged(project);
        if (!listed.ok) return listed;
        return { ok: true, value: { listed: listed.value } };
      }
      const imported = await app.importResources(project, {
        ...(all ? {} : { addresses }),
        ...(out === undefined ? {} : { out }),
      });
      return imported.ok ? { ok: true, value: { imported: imported.value } } : imported;
    }),
  views: {
    human: (result, view) =>
      "listed" in result ? renderImportable(result.listed, view) : renderImported(result.imported, view),
    json: (result) =>
      "listed" in result
        ? {
            kind: "unmanaged",
            resources: result.listed.map(({ id, address, createdAt, createdBy, references }) => ({
              ...{ id, address, createdAt, references },
              createdBy: createdBy ?? null,
            })),
          }
        : { kind: "imported", ...result.imported, file: result.imported.file ?? null },
  },
});

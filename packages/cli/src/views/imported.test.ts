import { type AppliedResource, digestOf, formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { renderImportable, renderImported } from "./imported.ts";

const dataset = (name: string, changes: Partial<AppliedResource<"dataset">> = {}): AppliedResource => ({
  id: "b0b0b0b0-0000-4000-8000-000000000001",
  address: formatAddress({ kind: "dataset", name }),
  kind: "dataset",
  spec: {
    ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
    ...{ path: "data/x.csv", format: "csv" },
  },
  observed: {},
  references: [],
  digest: digestOf(name),
  revision: 1,
  applyId: "apply",
  createdAt: "2026-01-31T11:00:00.000Z",
  updatedAt: "2026-01-31T11:00:00.000Z",
  createdBy: "jane",
  unmanaged: true,
  ...changes,
});

test("what can be imported, by the name that a client gave it", () => {
  const wire = { body: { name: "Sales \u001b[31m(EU)" }, digest: digestOf("wire") };
  const resources = [dataset("sales-eu", { wire }), dataset("other")];
  for (const width of [80, 120, 200])
    expect(renderImportable(resources, viewOf({ width }))).toBe(
      [
        "ADDRESS           NAME        MADE                           BY",
        "dataset/sales-eu  Sales (EU)  2026-01-31 11:00:00 (1 h ago)  jane",
        "dataset/other                 2026-01-31 11:00:00 (1 h ago)  jane",
        "",
        "Next: `mlx import --all`, or `mlx import ADDRESS`, writes a file that declares them",
      ].join("\n"),
    );
  expect(renderImportable([], viewOf())).toBe("There is nothing to import: files declare all that there is.");
});

test("what was imported says what came along, what was copied and what is to be set", () => {
  const imported = {
    file: "imported.mlx.yaml",
    imported: [
      { address: formatAddress({ kind: "instance", name: "shop" }) },
      {
        address: formatAddress({ kind: "recipe", name: "gbm" }),
        neededBy: formatAddress({ kind: "instance", name: "shop" }),
      },
    ],
    secrets: [
      { address: formatAddress({ kind: "recipe", name: "gbm" }), path: "env.TOKEN", env: "GBM_TOKEN" },
    ],
    copied: [
      {
        recipe: formatAddress({ kind: "recipe", name: "gbm" }),
        from: ".mlx/uploads/0a1b",
        to: "recipes/gbm",
      },
    ],
    leftOut: [
      {
        instance: formatAddress({ kind: "instance", name: "shop" }),
        task: "score" as const,
        recipe: formatAddress({ kind: "recipe", name: "gbm" }),
      },
    ],
  };
  expect(renderImported(imported, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "Written: imported.mlx.yaml declares 2 resources.
      ← instance/shop
      ← recipe/gbm  which instance/shop needs
      = the source of recipe/gbm was copied to recipes/gbm
      - instance/shop is without its task score: recipe/gbm has no program for it
      ! set GBM_TOKEN where mlx runs: it is env.TOKEN of recipe/gbm, which no file
        can hold
    Next: \`mlx plan\`, then \`mlx apply\`"
  `);
  expect(renderImported(imported, viewOf({ verbosity: "quiet" }))).toBe(
    "Written: imported.mlx.yaml declares 2 resources.",
  );
  expect(renderImported({ imported: [], secrets: [], copied: [], leftOut: [] }, viewOf())).toBe(
    "There is nothing to import: files declare all that there is.",
  );
});

import { type AppliedResource, digestOf, formatAddress, MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { renderRestorable, renderRestored } from "./restored.ts";

const dataset = (name: string): AppliedResource => ({
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
});

const deletion = { serial: 3, deletedAt: "2026-01-30T12:00:00.000Z", deletedBy: "jane" };

test("what can be restored, one or many", () => {
  const sales = { resource: dataset("sales"), ...deletion };
  const stores = { resource: dataset("stores"), ...deletion };
  expect(renderRestorable([sales], viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "ADDRESS        DELETED                        BY
    dataset/sales  2026-01-30 12:00:00 (1 d ago)  jane

    Next: \`mlx restore dataset/sales\`"
  `);
  expect(renderRestorable([sales, stores], viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "ADDRESS         DELETED                        BY
    dataset/sales   2026-01-30 12:00:00 (1 d ago)  jane
    dataset/stores  2026-01-30 12:00:00 (1 d ago)  jane

    Next: \`mlx restore ADDRESS\`, with what it needs, or \`mlx restore --all\`"
  `);
  expect(renderRestorable([], viewOf())).toBe("Nothing that was deleted through the API is missing.");
});

test("what was restored says what came along, and what could not", () => {
  const failure = new MlxError({ code: "MLX8047", summary: "dataset/old cannot be restored: it is there" });
  const done = {
    restored: [
      { resource: dataset("sales"), neededBy: formatAddress({ kind: "instance", name: "shop" }) },
      { resource: dataset("stores") },
    ],
    left: [{ address: formatAddress({ kind: "dataset", name: "old" }), failure }],
  };
  expect(renderRestored(done, viewOf({ width: 100 }))).toMatchInlineSnapshot(`
    "Restored: 2 resources are there again, with the ids of before.
      + dataset/sales  b0b0b0b0-0000-4000-8000-000000000001  which instance/shop needs
      + dataset/stores  b0b0b0b0-0000-4000-8000-000000000001
      ! dataset/old cannot be restored: it is there"
  `);
  expect(renderRestored(done, viewOf({ verbosity: "quiet" }))).toBe("dataset/sales\ndataset/stores");
  expect(renderRestored({ restored: [], left: [] }, viewOf())).toBe(
    "Nothing that was deleted through the API is missing.",
  );
});

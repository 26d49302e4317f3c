import { formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { buildDataset, toHeads } from "../testing.ts";
import { addressesToCompare } from "./addresses-to-compare.ts";

test("what differs, goes or moves, by the address that it has in the store", () => {
  const applied = ["same", "changed", "gone", "old"].map((name) => buildDataset(name));
  const desired = [
    buildDataset("same"),
    buildDataset("changed", { data: "new" }),
    buildDataset("new", { path: "data/old.csv" }),
    buildDataset("created"),
  ];
  const moved = [
    {
      from: formatAddress({ kind: "dataset", name: "old" }),
      to: formatAddress({ kind: "dataset", name: "new" }),
      at: { file: "mlx.yaml", line: 1, column: 1 },
    },
  ];
  expect(addressesToCompare({ prepared: desired, heads: toHeads(applied), moved })).toEqual([
    "dataset/changed",
    "dataset/gone",
    "dataset/old",
  ]);
  expect(addressesToCompare({ prepared: applied, heads: toHeads(applied), moved: [] })).toEqual([]);
});

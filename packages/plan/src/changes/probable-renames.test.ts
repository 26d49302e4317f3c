import type { PreparedResource } from "@mlx/core";
import { expect, test } from "vitest";
import { buildDataset, buildExperiment, buildInstance, buildRecipe, planBetween } from "../testing.ts";

const hints = (applied: PreparedResource[], desired: PreparedResource[]) =>
  planBetween(applied, desired).hints.flatMap((hint) =>
    hint.type === "probable-rename" ? [`${hint.from} → ${hint.to}`] : [],
  );

test("a whole line of resources that was renamed is recognised", () => {
  expect(
    hints(
      [
        buildDataset("a", { path: "sales.csv" }),
        buildRecipe("a"),
        buildInstance("a", { recipe: "a", dataset: "a" }),
        buildExperiment("a", { instance: "a" }),
      ],
      [
        buildDataset("b", { path: "sales.csv" }),
        buildRecipe("b"),
        buildInstance("b", { recipe: "b", dataset: "b" }),
        buildExperiment("b", { instance: "b" }),
      ],
    ),
  ).toEqual([
    "dataset/a → dataset/b",
    "experiment/a → experiment/b",
    "instance/a → instance/b",
    "recipe/a → recipe/b",
  ]);
});

test("only unambiguous pairs of equal meaning", () => {
  expect(hints([buildRecipe("a")], [buildRecipe("b"), buildRecipe("c")])).toEqual([]);
  expect(hints([buildRecipe("a"), buildRecipe("b")], [buildRecipe("c")])).toEqual([]);
  expect(hints([buildRecipe("a")], [buildRecipe("b", { requireModel: false })])).toEqual([]);
  expect(hints([buildInstance("a", { recipe: "x" })], [buildInstance("b", { recipe: "y" })])).toEqual([]);
});

test("keys tell resources of one forEach apart", () => {
  const both = (name: string) => [buildRecipe(`${name}[eu]`), buildRecipe(`${name}[us]`)];
  expect(hints(both("a"), both("b"))).toEqual(["recipe/a[eu] → recipe/b[eu]", "recipe/a[us] → recipe/b[us]"]);
  expect(hints([buildRecipe("a")], [buildRecipe("a[eu]")])).toEqual(["recipe/a → recipe/a[eu]"]);
});

import { expect, it } from "vitest";
import { builtName } from "./find-built-image.ts";

it.each([
  ["recipe/retail", "mlx/retail"],
  ["retail_Sales", "mlx/retail-sales"],
  ["recipe/été[a]", "mlx/t-a"],
  ["recipe/__", "mlx/recipe"],
])("%s is kept as %s", (recipe, repository) => {
  expect(builtName(recipe, "0123456789abcdef")).toEqual({ repository, tag: "0123456789ab" });
});

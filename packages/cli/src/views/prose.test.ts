import pc from "picocolors";
import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { highlight } from "./prose.ts";

const view = viewOf({ repeated: ["--env prod", "--store 'a b'"] });

test.each([
  ["Next: `mlx apply`", "Next: `mlx apply --env prod --store 'a b'`"],
  [
    "`mlx logs -f 3f2a` and `mlx plan --env dev`",
    "`mlx logs -f 3f2a --env prod --store 'a b'` and `mlx plan --env dev --store 'a b'`",
  ],
  ["`mlx explain MLX1203`, `mlx plan --help`", "`mlx explain MLX1203`, `mlx plan --help`"],
  ["`learning_rate`", "`learning_rate`"],
])("%j repeats the flags given", (text, completed) => {
  expect(highlight(text, view)).toBe(completed);
});

test("an address with a key is quoted for the shell, once", () => {
  const plain = viewOf();
  expect(highlight("`mlx run experiment/sweep[1,l1] --detach`", plain)).toBe(
    "`mlx run 'experiment/sweep[1,l1]' --detach`",
  );
  expect(highlight("`mlx run 'experiment/sweep[1,l1]'`", plain)).toBe("`mlx run 'experiment/sweep[1,l1]'`");
});

test("colours stand for the backquotes", () => {
  const colours = pc.createColors(true);
  expect(highlight("`mlx apply`", { ...view, colours })).toBe(
    colours.cyan("mlx apply --env prod --store 'a b'"),
  );
});

import { expect, test } from "vitest";
import { giveSize } from "./give-size.ts";

test("only a size that is unknown is given", () => {
  const sizes = [
    { columns: 0, rows: 0 },
    { columns: 100, rows: 40 },
  ];
  for (const size of sizes) giveSize(size);
  expect(sizes).toEqual([
    { columns: 80, rows: 24 },
    { columns: 100, rows: 40 },
  ]);
});

import { digestOf, formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { renderLock } from "./lock.ts";

const recipes = [formatAddress({ kind: "recipe", name: "retail" })];
const [one, other] = [digestOf("1"), digestOf("2")];
const images = [
  { reference: "acme/retail:1", state: "pinned" as const, after: one, recipes },
  { reference: "acme/retail:2", state: "moved" as const, before: one, after: other, recipes },
  { reference: "acme/retail:3", state: "kept" as const, before: one, after: one, recipes },
  { reference: "acme/retail:4", state: "dropped" as const, before: one, recipes: [] },
  { reference: "mine:dev", state: "local" as const, recipes },
];

test("what was pinned, old and new; the rest as a number, unless -v", () => {
  expect(renderLock(images, viewOf())).toMatchInlineSnapshot(`
    "+ acme/retail:1 sha256:6b86b273ff34
    ~ acme/retail:2 sha256:6b86b273ff34 → sha256:d4735e3a265e
    - acme/retail:4 sha256:6b86b273ff34, which nothing uses any more
    · mine:dev was made on this machine: it is in no registry, so it is not pinned
    1 image pinned as before."
  `);
  expect(renderLock(images, viewOf({ verbosity: "verbose" })).split("\n")).toContain(
    `= acme/retail:3 ${one} (recipe/retail)`,
  );
  expect(renderLock(images, viewOf({ verbosity: "quiet" }))).toBe("1 image pinned as before.");
  expect(renderLock([], viewOf())).toBe("No recipe runs in an image that could be pinned.");
});

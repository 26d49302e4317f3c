import { namePattern } from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { slugOf } from "./slug.ts";

test.each([
  ["Retail Sales", "retail-sales"],
  ["  Prévision des ventes (été) ", "prevision-des-ventes-ete"],
  ["Straße №1", "strasse-no1"],
  ["2026 forecast", "x-2026-forecast"],
  ["売上予測", "x"],
  ["", "x"],
  ["--", "x"],
  ["already-a-name", "already-a-name"],
  ["DROP TABLE; ../../x", "drop-table-x"],
])("the slug of %j is %j", (text, slug) => {
  expect(slugOf(text)).toBe(slug);
});

test("any text has a slug that is a name, with room for what is appended", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
      const slug = slugOf(text);
      expect(slug).toMatch(namePattern);
      expect(slug).not.toMatch(/--|-$/);
      expect(`${slug}-123456-training`.length).toBeLessThanOrEqual(63);
      expect(slugOf(slug)).toBe(slug);
    }),
  );
});

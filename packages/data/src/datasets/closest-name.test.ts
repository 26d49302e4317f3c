import { expect, test } from "vitest";
import { closestName } from "./closest-name.ts";

test.each([
  ["retial.csv", ["retail.csv", "orders.csv"], "retail.csv"],
  ["Retail.CSV", ["retail.csv"], "retail.csv"],
  ["sales.csv", ["sale.csv", "salt.parquet"], "sale.csv"],
  ["a.csv", ["b.csv", "c.csv"], undefined],
  ["sales-1.csv", ["sales-2.csv", "sales-3.csv"], undefined],
  ["sales.csv", ["orders.csv"], undefined],
  ["sales.csv", [".sales.csv"], undefined],
  ["ab", ["abc"], undefined],
  ["sales.csv", ["sales.csv"], undefined],
  ["x", [], undefined],
])("%s among %j: %s", (wanted, names, suggestion) => {
  expect(closestName(wanted, names)).toBe(suggestion);
});

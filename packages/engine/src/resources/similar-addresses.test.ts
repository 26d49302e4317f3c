import { formatAddress } from "@mlx/core";
import { expect, it } from "vitest";
import { similarAddresses } from "./similar-addresses.ts";

const experiments = (...names: readonly string[]) =>
  names.map((name) => formatAddress({ kind: "experiment", name }));

it.each([
  ["meter-laod", ["meter-load"]],
  ["experiment/meter-laod", ["meter-load"]],
  ["meter-lod", ["meter-load"]],
  ["METER-CHECK", ["meter-check"]],
  ["meter", ["meter-check", "meter-load", "meter-train"]],
  ["nothing-like-it", []],
  ["", []],
])("of %s they are %o", (text, similar) => {
  const known = experiments("meter-check", "meter-load", "meter-train");
  expect(similarAddresses(text, known)).toEqual(experiments(...similar));
});

it("has the nearest first, also where keys were left out", () => {
  const known = experiments("fit-b[x]", "fit-a[x]", "fit-a[y]", "fit-ab");
  expect(similarAddresses("fit-a", known)).toEqual(experiments("fit-a[x]", "fit-a[y]", "fit-ab"));
});

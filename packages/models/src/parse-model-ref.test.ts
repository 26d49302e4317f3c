import { formatModelVersion } from "@mlx/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseModelRef } from "./parse-model-ref.ts";

const latest = { type: "latest" } as const;
const champion = (at?: string) =>
  ({ type: "alias", alias: "champion", ...(at === undefined ? {} : { at }) }) as const;

test.each([
  ["retail", { model: "retail", selector: latest }],
  ["model/retail@latest", { model: "retail", selector: latest }],
  ["retail@v12", { model: "retail", selector: { type: "version", version: 12 } }],
  ["model/retail[eu,3]@v2", { model: "retail[eu,3]", selector: { type: "version", version: 2 } }],
  ["retail@champion", { model: "retail", selector: champion() }],
  ["retail@version1", { model: "retail", selector: { type: "alias", alias: "version1" } }],
  ["retail@champion@{2026-03-01}", { model: "retail", selector: champion("2026-03-01T00:00:00.000Z") }],
  [
    "retail@champion@{2026-03-01T12:30Z}",
    { model: "retail", selector: champion("2026-03-01T12:30:00.000Z") },
  ],
  [
    "retail@champion@{2026-03-01T12:30:05}",
    { model: "retail", selector: champion("2026-03-01T12:30:05.000Z") },
  ],
  [
    "retail[eu]@champion@{2026-03-01T00:00:00.25+02:00}",
    { model: "retail[eu]", selector: champion("2026-02-28T22:00:00.250Z") },
  ],
])("%s is a reference", (text, ref) => {
  expect(parseModelRef(text)).toEqual(ref);
});

test.each([
  ...["", "Retail", "retail@", "retail@12", "instance/retail", "retail@v1@v2", "retail@v1@{2026-03-01}"],
  ...["retail@latest@{2026-03-01}", "retail@Champion", "retail@champion@2026-03-01"],
  ...["retail@champion@{}", "retail@champion@{2026-02-30}", "retail@champion@{2026-13-01}"],
  ...["retail@champion@{2026-03-01T25:00Z}", "retail@champion@{yesterday}", "retail@v9999999999999999999"],
])("%j is none", (text) => {
  expect(parseModelRef(text)).toBeUndefined();
});

test("what a version is written as is read as that version", () => {
  const names = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}(\[[a-z0-9,]{1,8}\])?$/);
  fc.assert(
    fc.property(names, fc.integer({ min: 1, max: 1e9 }), (model, version) => {
      expect(parseModelRef(formatModelVersion({ model, version }))).toEqual({
        model,
        selector: { type: "version", version },
      });
    }),
  );
});

test("any instant is read as itself", () => {
  const instants = fc.date({
    min: new Date(0),
    max: new Date("9999-12-31T23:59:59.999Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, (instant) => {
      expect(parseModelRef(`x@prod@{${instant.toISOString()}}`)).toEqual({
        model: "x",
        selector: { type: "alias", alias: "prod", at: instant.toISOString() },
      });
    }),
  );
});

import { MlxError } from "@mlx/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { findPlace, type NamedPlace, type OwnPlace } from "./find-place.ts";
import { namespaceOf } from "./tenants.ts";

type Bound = Parameters<typeof findPlace>[2];

const prod = { sandbox: "prod" };
const acme = { org: "ACME@AdobeOrg", sandbox: "prod" };
const other = "OTHER@AdobeOrg";

/** Where it goes: `own`, a place, or the code of the refusal. */
function find(named: Partial<NamedPlace>, own: OwnPlace, token?: Bound) {
  try {
    return findPlace({ org: undefined, sandbox: undefined, ...named }, own, token) ?? "own";
  } catch (error) {
    if (error instanceof MlxError) return error.code;
    throw error;
  }
}

it.each([
  // Nobody is asked for a token, and the project has no name: every organisation means it.
  [{}, prod, undefined, "own"],
  [{ org: "{ORG_ID}" }, prod, undefined, "own"],
  [{ org: other, sandbox: "prod" }, prod, undefined, "own"],
  [{ sandbox: "dev" }, prod, undefined, { sandbox: "dev" }],
  [{ org: other, sandbox: "dev" }, prod, undefined, { sandbox: "dev" }],
  // It has one.
  [{}, acme, undefined, "own"],
  [{ org: acme.org }, acme, undefined, "own"],
  [{ org: other }, acme, undefined, { org: other, sandbox: "prod" }],
  [{ org: "{ORG_ID}" }, acme, undefined, "MLX8061"],
  [{ sandbox: "a b" }, acme, undefined, "MLX8061"],
  [{ sandbox: "dev, prod" }, prod, undefined, "MLX8061"],
  // A token that is bound to nothing is for the project's own organisation, and all of its sandboxes.
  [{}, acme, {}, "own"],
  [{ org: acme.org, sandbox: "dev" }, acme, {}, { sandbox: "dev" }],
  [{ org: other }, acme, {}, "MLX8044"],
  [{ org: other }, prod, {}, "own"],
  // One that is bound to an organisation.
  [{}, acme, { org: other }, { org: other, sandbox: "prod" }],
  [{ org: other, sandbox: "dev" }, acme, { org: other }, { org: other, sandbox: "dev" }],
  [{ org: acme.org }, acme, { org: other }, "MLX8044"],
  [{}, prod, { org: other }, { org: other, sandbox: "prod" }],
  [{ org: acme.org }, prod, { org: other }, "MLX8044"],
  [{}, acme, { org: acme.org }, "own"],
  // One that is bound to a sandbox.
  [{}, acme, { sandbox: "dev" }, { sandbox: "dev" }],
  [{ sandbox: "prod" }, acme, { sandbox: "dev" }, "MLX8044"],
  [{ sandbox: "dev" }, acme, { sandbox: "dev" }, { sandbox: "dev" }],
  [{}, acme, { sandbox: "prod" }, "own"],
] as const)("%j of %j with the token %j goes to %j", (named, own, token, expected) => {
  expect(find(named, own, token)).toEqual(expected);
});

const names = fc.stringMatching(/^[\dA-Za-z][\w.-]{0,20}$/);

it("two places never share a namespace, and none is a project's", () => {
  const places = fc.record({ org: names, sandbox: names }, { requiredKeys: ["sandbox"] });
  fc.assert(
    fc.property(places, places, (one, another) => {
      const [a, b] = [one, another].map((place) => namespaceOf("retail/prod", place));
      expect(a === b).toBe(one.org === another.org && one.sandbox === another.sandbox);
      expect(a?.startsWith("retail/prod ")).toBe(true);
    }),
  );
});

it("a bound token leads to no place but its own", () => {
  fc.assert(
    fc.property(
      fc.record({ org: names, sandbox: names }, { requiredKeys: [] }),
      fc.record({ org: names, sandbox: names }),
      (named, bound) => {
        const found = find(named, acme, bound);
        if (found === "MLX8044") return;
        expect(found).toEqual(bound.org === acme.org && bound.sandbox === "prod" ? "own" : bound);
      },
    ),
  );
});

import { expect, test } from "vitest";
import { explainImageReference, explainRegistry } from "./image-reference.ts";

const digest = `sha256:${"0a".repeat(32)}`;

test.each([
  "x",
  "python:3.12-slim",
  "acme/retail",
  "a--b/c__d/e.f_g",
  "ghcr.io/acme/retail:1.4",
  "GHCR.io/acme/retail",
  "localhost/x",
  "localhost:5000/x:y",
  "registry:5000/a/b",
  "[::1]:5000/x",
  `x@${digest}`,
  `ghcr.io/acme/x:1@${digest}`,
])("%s names an image", (text) => {
  expect(explainImageReference(text)).toBeUndefined();
});

test.each<[string, RegExp, string?]>([
  ["https://ghcr.io/x", /begins with `https/, "ghcr.io/x"],
  ["docker://x", /begins with/, "x"],
  ["acme/x :1", /white space/, "acme/x:1"],
  ["Acme/Retail:V1", /lower case/, "acme/retail:V1"],
  ["ghcr.io/Acme/x", /lower case/, "ghcr.io/acme/x"],
  ["acme//x", /empty/],
  ["/x", /empty/],
  ["x/", /empty/],
  [":1", /empty/],
  ["acme/-x", /`-x`/],
  ["a..b/c", /no host/],
  ["a___b", /`a___b`/],
  [digest, /an id/],
  [digest.slice(7), /an id/],
  ["x:", /tag/],
  ["x:-1", /tag/],
  [`x:${"a".repeat(129)}`, /tag/],
  ["x@sha256:12", /digest/],
  [`x@${digest.toUpperCase()}`, /digest/],
  [`x@${digest}@${digest}`, /more than one/],
  ["bad_host.io:5000/x", /no host/],
])("%s does not: %s", (text, why, instead) => {
  const problem = explainImageReference(text);
  expect(problem?.why).toMatch(why);
  expect(problem?.instead).toBe(instead);
});

test("a registry is a host, perhaps with a port, or a part of one", () => {
  const good = ["ghcr.io", "localhost", "localhost:5000", "10.0.0.1:5000", "[::1]", "ghcr.io/acme/x"];
  const bad = ["a b", "x:y", "https://x", "ghcr.io/", "ghcr.io/Acme", "/x", "-x"];
  expect([...good, ...bad].filter((text) => explainRegistry(text) !== undefined)).toEqual(bad);
});

import { expect, it } from "vitest";
import { checkRegistry } from "./check-registry.ts";
import { parseImageReference } from "./image-reference.ts";

it.each([
  ["ghcr.io/acme/x", undefined, true],
  ["ghcr.io/acme/x", [], false],
  ["ghcr.io/acme/x", ["ghcr.io"], true],
  ["ghcr.io/acme/x", ["ghcr.io/acme/"], true],
  ["ghcr.io/acme/x", ["ghcr.io/acme/x"], true],
  ["ghcr.io/acmeish/x", ["ghcr.io/acme"], false],
  ["ghcr.io.evil.com/x", ["ghcr.io"], false],
  ["python:3", ["docker.io/library"], true],
  ["acme/python:3", ["docker.io/library"], false],
])("%s from %j: %s", (image, allowed, expected) => {
  const check = () => checkRegistry(parseImageReference(image), image, allowed);
  if (expected) expect(check).not.toThrow();
  else expect(check).toThrow(expect.objectContaining({ code: "MLX4038" }));
});

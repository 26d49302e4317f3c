import { expect, test } from "vitest";
import { viewOf } from "../../test/values.ts";
import { renderCheckedImage } from "./checked-image.ts";

const digest = `sha256:${"a".repeat(64)}`;

test("the YAML names the image as it was written", () => {
  const reference = `ghcr.io/acme/retail@${digest}`;
  const checks = [{ name: "platform", outcome: "ok", detail: "amd64" }] as const;
  const needed = { user: "image", readOnlyRoot: false };
  expect(renderCheckedImage({ reference, image: reference, checks, needed }, viewOf()).split("\n")).toEqual([
    reference,
    "ok       platform  amd64",
    "",
    "A recipe of it needs this",
    "recipes:",
    "  NAME:",
    `    image: ${reference}`,
    "    container:",
    "      user: image",
    "      readOnlyRoot: false",
  ]);
});

test("says nothing of a recipe where nothing was found that would do", () => {
  const found = { reference: "retail:1.4", image: `retail:1.4@${digest}`, checks: [], needed: undefined };
  expect(renderCheckedImage(found, viewOf())).not.toContain("recipes:");
});

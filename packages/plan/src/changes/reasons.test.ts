import { type Digest, digestOf, type Manifest, type Observed, type PreparedResource } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { buildRecipe, planBetween } from "../testing.ts";

const container = { profile: "strict", pull: "missing" } as const;
const reasons = (
  before: PreparedResource,
  after: PreparedResource,
  manifests: ReadonlyMap<Digest, Manifest> = new Map(),
) => planBetween([before], [after], { manifests }).changes.flatMap((change) => change.reasons);

describe("an image", () => {
  const recipe = (image: string, content?: string): PreparedResource => {
    const observed: Observed =
      content === undefined ? {} : { image: { reference: image, digest: digestOf(content), local: false } };
    return buildRecipe("gbm", { origin: { image }, executor: "docker", container }, observed);
  };

  test("that moved, was pinned, or is no longer", () => {
    expect(reasons(recipe("acme:1", "1"), recipe("acme:1", "2"))).toEqual([
      `image acme:1 moved: ${digestOf("1").slice(0, 15)}… → ${digestOf("2").slice(0, 15)}…`,
    ]);
    expect(reasons(recipe("acme:1"), recipe("acme:1", "1"))).toEqual([
      `image acme:1 pinned: ${digestOf("1").slice(0, 15)}…`,
    ]);
    expect(reasons(recipe("acme:1", "1"), recipe("acme:1"))).toEqual(["image acme:1 no longer pinned"]);
  });

  test("of another name is told by its field alone", () => {
    expect(reasons(recipe("acme:1", "1"), recipe("acme:2", "2"))).toEqual(["image changed"]);
  });
});

test("the project's own base image stands in no field of the recipe", () => {
  const recipe = (reference: string): PreparedResource =>
    buildRecipe(
      "gbm",
      { executor: "docker", container },
      {
        source: { manifest: digestOf("code") },
        image: { reference, digest: digestOf(reference), local: false },
      },
    );
  expect(reasons(recipe("python:3.12"), recipe("python:3.13"))).toEqual([
    "base image python:3.12 → python:3.13",
  ]);
});

test("a build context names its files", () => {
  const [one, other] = [digestOf("1"), digestOf("2")];
  const manifest = (digest: Digest): Manifest => ({
    version: 1,
    entries: [{ path: "Dockerfile", size: 1, executable: false, digest }],
  });
  const recipe = (digest: Digest) =>
    buildRecipe(
      "gbm",
      {
        origin: { build: { context: "image", dockerfile: "Dockerfile" } },
        executor: "docker",
        container,
      },
      { source: { manifest: digest } },
    );
  const manifests = new Map([one, other].map((digest) => [digest, manifest(digest)]));
  expect(reasons(recipe(one), recipe(other), manifests)).toEqual(["build context changed: Dockerfile"]);
});

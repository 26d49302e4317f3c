import type { Address, DesiredResource, Digest, MlxError, PinnedImage } from "@mlx/core";
import { imageNotUsed, imagesNotFound } from "./errors.ts";
import { findImageUses, pinnedByName } from "./image-of-recipe.ts";
import { lookUpImages } from "./look-up-images.ts";
import type { ImageDeps } from "./pin-images.ts";
import { resourceFinding } from "./resource-finding.ts";

export interface LockRequest {
  /** Ask what the registries say now, also about images that are pinned. */
  readonly upgrade: boolean;
  /** Only these images; all unless any are given. */
  readonly only: readonly string[];
}

/** An image of the configuration, as `mlx.lock` had it and as it is found to be. */
export interface FoundImage {
  readonly image: PinnedImage;
  /** The digest that `mlx.lock` has. */
  readonly before?: Digest;
  readonly recipes: readonly Address<"recipe">[];
}

/**
 * What the images of the recipes stand for, sorted by name; one whose digest is part of its name is
 * left out. Writes nothing. Failures: 3022 no recipe runs in an image that was asked for, and those of
 * `ImageResolver.resolve`.
 */
export async function lockImages(
  resources: readonly DesiredResource[],
  { images, lock, settings }: ImageDeps,
  { upgrade, only }: LockRequest,
): Promise<readonly FoundImage[]> {
  const all = findImageUses(resources, settings);
  const unused = only.find((name) => all.every(({ reference }) => reference !== name));
  if (unused !== undefined)
    throw imageNotUsed(
      unused,
      all.map(({ reference }) => reference),
    );
  const uses = all.filter(
    ({ reference }) =>
      pinnedByName(reference) === undefined && (only.length === 0 || only.includes(reference)),
  );
  const locked = await lock.read();
  const lookedUp = await lookUpImages(uses, async ({ reference, pull }) => {
    const known = locked.get(reference);
    if (known !== undefined && !upgrade && pull !== "always") return known;
    // Of an image that was made here no registry need be asked; one that is pinned is in a registry.
    const here = known === undefined ? await images.resolve(reference, pull) : undefined;
    const asksRegistry = upgrade && pull !== "never" && here?.local !== true;
    return here !== undefined && !asksRegistry
      ? here
      : images.resolve(reference, asksRegistry ? "always" : pull);
  });
  const failed = lookedUp.filter(({ failure }) => failure !== undefined);
  if (failed.length > 0) throw combine(failed);
  return lookedUp.flatMap(({ image, reference, recipes }) => {
    const before = locked.get(reference)?.digest;
    const named = recipes.map(({ address }) => address);
    return image === undefined
      ? []
      : [{ image, ...(before === undefined ? {} : { before }), recipes: named }];
  });
}

/** The one failure as it is; of several, each at its recipe. */
function combine(failed: Awaited<ReturnType<typeof lookUpImages>>): MlxError {
  const [first, ...others] = failed;
  const only = others.length === 0 ? first?.failure : undefined;
  if (only !== undefined) return only;
  const findings = failed.flatMap(({ failure, recipes: [recipe] }) =>
    failure === undefined || recipe === undefined
      ? []
      : [resourceFinding(recipe, "error", failure.code, failure.summary, failure)],
  );
  return imagesNotFound(findings);
}

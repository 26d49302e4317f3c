import { MlxError, type PinnedImage } from "@mlx/core";
import type { ImageUse } from "./image-of-recipe.ts";

export type LookedUpImage = ImageUse &
  (
    | { readonly image: PinnedImage; readonly failure?: never }
    | { readonly image?: never; readonly failure: MlxError }
  );

/** Registries answer in their own time, and do not like to be asked by too many at once. */
const mostAtOnce = 8;

/** Asks for every image, several at once; the answers are in the order of the questions. */
export async function lookUpImages(
  uses: readonly ImageUse[],
  resolve: (use: ImageUse) => Promise<PinnedImage>,
): Promise<readonly LookedUpImage[]> {
  const found: LookedUpImage[] = [];
  const rest = uses.entries();
  const work = async () => {
    for (const [index, use] of rest) found[index] = await lookUp(use, resolve);
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, uses.length) }, work));
  return found;
}

async function lookUp(
  use: ImageUse,
  resolve: (use: ImageUse) => Promise<PinnedImage>,
): Promise<LookedUpImage> {
  try {
    return { ...use, image: await resolve(use) };
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return { ...use, failure: error };
  }
}

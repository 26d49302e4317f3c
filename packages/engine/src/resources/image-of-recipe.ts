import type { DesiredResource, PinnedImage, PullPolicy, RecipeSpec } from "@mlx/core";

/** The project's settings that decide which image a recipe runs in. */
export interface ImageSettings {
  /** What a recipe with `source` runs in where it names none itself. */
  readonly baseImage: string;
}

/** An image that is not built here, and the recipes that run in it. */
export interface ImageUse {
  readonly reference: string;
  /** The keenest of what the recipes say, so that one name is one image in a plan. */
  readonly pull: PullPolicy;
  readonly recipes: readonly DesiredResource<"recipe">[];
}

/** The images that the recipes' programs run in, each once, sorted; none for what runs as a process. */
export function findImageUses(
  resources: readonly DesiredResource[],
  settings: ImageSettings,
): readonly ImageUse[] {
  const uses = new Map<string, ImageUse>();
  for (const recipe of resources) {
    if (recipe.kind !== "recipe") continue;
    const reference = imageOfRecipe(recipe.spec, settings);
    if (reference === undefined) continue;
    const { pull = "missing" } = recipe.spec.container ?? {};
    const { recipes = [], pull: others = pull } = uses.get(reference) ?? {};
    uses.set(reference, { reference, pull: keener(pull, others), recipes: [...recipes, recipe] });
  }
  return [...uses.values()].sort((a, b) => (a.reference < b.reference ? -1 : 1));
}

/** The name of the image that the recipe's program runs in and that is not built for it. */
function imageOfRecipe(
  { origin, executor, container }: Pick<RecipeSpec, "origin" | "executor" | "container">,
  { baseImage }: ImageSettings,
): string | undefined {
  if (executor !== "docker" || "build" in origin) return undefined;
  return "image" in origin ? origin.image : (container?.baseImage ?? baseImage);
}

/** The image whose name has its digest in it, so that nobody need be asked. */
export function pinnedByName(reference: string): PinnedImage | undefined {
  const [, digits] = /@sha256:([0-9a-f]{64})$/.exec(reference) ?? [];
  return digits === undefined ? undefined : { reference, digest: `sha256:${digits}`, local: false };
}

function keener(a: PullPolicy, b: PullPolicy): PullPolicy {
  const order: readonly PullPolicy[] = ["always", "missing", "never"];
  return order.find((each) => each === a || each === b) ?? a;
}

import type {
  Address,
  DesiredResource,
  Diagnostic,
  ImageLock,
  ImageResolver,
  MlxError,
  PinnedImage,
  PlanHintOf,
} from "@mlx/core";
import { findImageUses, type ImageSettings, type ImageUse, pinnedByName } from "./image-of-recipe.ts";
import { type LookedUpImage, lookUpImages } from "./look-up-images.ts";
import { resourceFinding } from "./resource-finding.ts";

export interface ImageDeps {
  readonly images: ImageResolver;
  readonly lock: ImageLock;
  readonly settings: ImageSettings;
}

/** What an image was pinned to before: taken where it cannot be looked up now. */
export type PinnedBefore = (recipe: Address) => Promise<PinnedImage | undefined>;

export interface PinnedImages {
  /** By recipe; one that could not be pinned is not in it. */
  readonly images: ReadonlyMap<Address, PinnedImage>;
  /** What `mlx.lock` does not have so yet. */
  readonly pins: readonly PlanHintOf<"image-pin">[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What the names of the recipes' images stand for: as `mlx.lock` has it, unless an image is to be
 * pulled always; else as the engine or the registry says. An image that there is not is an error; one
 * that cannot be looked up from here is a warning, so that a plan works on a machine without Docker.
 */
export async function pinImages(
  recipes: readonly DesiredResource[],
  deps: ImageDeps,
  pinnedBefore: PinnedBefore,
): Promise<PinnedImages> {
  const uses = findImageUses(recipes, deps.settings);
  // Without containers nobody is asked, and no file is read.
  if (uses.length === 0) return { images: new Map(), pins: [], diagnostics: [] };
  const locked = await deps.lock.read();
  const lookedUp = await lookUpImages(uses, async ({ reference, pull }) => {
    const known = pinnedByName(reference) ?? (pull === "always" ? undefined : locked.get(reference));
    if (known === undefined) return deps.images.resolve(reference, pull);
    deps.images.check(reference);
    return known;
  });
  const images = new Map<Address, PinnedImage>();
  const unpinned: Unpinned[] = [];
  for (const found of lookedUp) {
    for (const { address } of found.recipes) {
      const image = found.image ?? (isUnreachable(found.failure) ? await pinnedBefore(address) : undefined);
      if (image?.reference === found.reference) images.set(address, image);
    }
    if (found.failure === undefined) continue;
    const kept = found.recipes.every(({ address }) => images.has(address));
    unpinned.push({ ...found, kept });
  }
  return { images, pins: lookedUp.flatMap((found) => pinOf(found, locked)), diagnostics: tell(unpinned) };
}

function pinOf(
  { image, recipes }: LookedUpImage,
  locked: ReadonlyMap<string, PinnedImage>,
): readonly PlanHintOf<"image-pin">[] {
  if (image === undefined || image.local || pinnedByName(image.reference) !== undefined) return [];
  const before = locked.get(image.reference)?.digest;
  if (before === image.digest) return [];
  const named = recipes.map(({ address }) => address);
  return [{ type: "image-pin", image, ...(before === undefined ? {} : { before }), recipes: named }];
}

/** The fault of this machine or its way to the registry: from elsewhere the same image may well be found. */
function isUnreachable({ code }: MlxError): boolean {
  return ["MLX4030", "MLX4031", "MLX4034", "MLX4036"].includes(code);
}

interface Unpinned extends ImageUse {
  readonly failure: MlxError;
  /** It stays what it was. */
  readonly kept: boolean;
}

/** One finding for all images that fail alike, at the first recipe, with the others named. */
function tell(unpinned: readonly Unpinned[]): readonly Diagnostic[] {
  const groups = Map.groupBy(unpinned, ({ failure, kept }) => `${failure.code} ${kept} ${failure.summary}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.flatMap(({ reference, recipes }) =>
      recipes.map(({ address, at }) => ({ address, at, reference })),
    );
    const [use] = group;
    if (first === undefined || use === undefined) return [];
    const { failure, kept } = use;
    const unreachable = isUnreachable(failure);
    const names = nameImages(group.map(({ reference }) => reference));
    const state = kept ? "looked up again" : "pinned";
    const summary = unreachable
      ? `${names} ${group.length === 1 ? "is" : "are"} not ${state}: ${failure.summary}`
      : failure.summary;
    const finding = resourceFinding(
      first,
      unreachable ? "warning" : "error",
      failure.code,
      summary,
      adviseOn(failure, unreachable ? kept : undefined),
    );
    return [
      {
        ...finding,
        notes: others.map(({ address, reference, at: { file, line, column } }) => ({
          message: `${address} runs in ${reference}`,
          range: { file, start: { line, column }, end: { line, column } },
        })),
      },
    ];
  });
}

const mostNames = 3;

function nameImages(references: readonly string[]): string {
  const more = references.length - mostNames;
  const names = references.slice(0, mostNames).join(", ");
  return `image${references.length === 1 ? "" : "s"} ${names}${more > 0 ? ` and ${more} more` : ""}`;
}

const mostRemedies = 2;

/** `kept` is absent where the image is simply not there. */
function adviseOn({ detail, next }: MlxError, kept: boolean | undefined): string {
  const remedies = next.slice(0, mostRemedies).map((step) => step.replace(/^or /, ""));
  const outlook = kept
    ? "It stays what it was when it was applied."
    : "The plan does without; a later plan, where it can be looked up, pins it.";
  return [
    ...(detail === undefined ? [] : [detail]),
    ...(remedies.length === 0 ? [] : [remedies.join("; or ")]),
    ...(kept === undefined ? [] : [outlook]),
  ]
    .map(toSentence)
    .join(" ");
}

function toSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}

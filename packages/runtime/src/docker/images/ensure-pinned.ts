import type { PinnedImage, TaskSubmission } from "@mlx/core";
import { digestOfJson, formatPinnedImage } from "@mlx/core";
import { noSuchImage } from "../../errors.ts";
import { checkRegistry } from "./check-registry.ts";
import type { ReadyImage } from "./create-images.ts";
import type { ImageReference } from "./image-reference.ts";
import { formatImageReference, parseImageReference } from "./image-reference.ts";
import type { FoundImage } from "./inspect-image.ts";
import { inspectImage } from "./inspect-image.ts";
import type { MakingOptions } from "./making-options.ts";
import { pullImage } from "./pull-image.ts";
import { notPulled, resolveImage } from "./resolve-image.ts";

/** A pinned image that is on the engine. */
export interface EnsuredImage {
  readonly pinned: PinnedImage;
  readonly image: FoundImage;
  /** Stands for this image alone. */
  readonly name: string;
}

/** The image that the task is pinned to; one that is not is pinned now. */
export async function ensurePinned(
  task: Pick<TaskSubmission, "image" | "container">,
  written: string,
  options: MakingOptions,
): Promise<EnsuredImage> {
  const { engine, settings } = options;
  const pull = task.container?.pull ?? "missing";
  const pinned = task.image ?? (await resolveImage(written, pull, options));
  const reference = parseImageReference(pinned.reference);
  if (pinned.local) {
    const image = await inspectImage(engine, pinned.digest);
    if (image === undefined) throw noLongerHere(pinned);
    return { pinned, image, name: image.id };
  }
  checkRegistry(reference, pinned.reference, settings.registries);
  const exact: ImageReference = { ...reference, digest: pinned.digest };
  const name = formatImageReference(exact);
  const here = await inspectImage(engine, name);
  if (here !== undefined) return { pinned, image: here, name };
  if (pull === "never") throw notPulled(name);
  await pullImage(exact, options);
  const image = await inspectImage(engine, name);
  if (image === undefined) throw noSuchImage(name, "The engine fetched it, and does not have it now.", []);
  return { pinned, image, name };
}

export function readyPinned({ pinned, image, name }: EnsuredImage): ReadyImage {
  const lock = { runtime: `image ${formatPinnedImage(pinned)}`, digest: digestOfJson([]), packages: [] };
  return { id: image.id, name, config: image.config, lock };
}

function noLongerHere({ reference, digest }: PinnedImage) {
  return noSuchImage(
    reference,
    `It was made on this machine, no registry has it, and the one that was planned (${digest.slice(0, 19)}) is gone.`,
    ["make it again, then `mlx plan` and `mlx apply`: the new one counts as a change"],
  );
}

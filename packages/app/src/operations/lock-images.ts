import { type Address, type Digest, type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import type { Project } from "../project.ts";
import { updateImageLock } from "../update-image-lock.ts";

export interface LockRequest {
  /** Move pins to what the registries say now. */
  readonly upgrade: boolean;
  /** Only these images, as the configuration names them; all unless any are given. */
  readonly images: readonly string[];
}

export interface LockedImage {
  readonly reference: string;
  /**
   * `local`: made on this machine, so that no lock can say what it is elsewhere · `dropped`: no
   * environment names it any more.
   */
  readonly state: "kept" | "pinned" | "moved" | "local" | "dropped";
  readonly before?: Digest;
  readonly after?: Digest;
  readonly recipes: readonly Address<"recipe">[];
}

/** Pins the images of the configuration in `mlx.lock`, and applies nothing. Sorted by name. */
export function lockImages(
  project: Project,
  { upgrade, images }: LockRequest,
): Promise<Result<readonly LockedImage[]>> {
  return toResult(async () => {
    const { state } = await project.desired();
    const found = await engine.lockImages(state.resources, await project.adapters(), {
      upgrade,
      only: images,
    });
    const dropped = await updateImageLock(project, {
      put: found.flatMap(({ image }) => (image.local ? [] : [image])),
      remove: found.flatMap(({ image }) => (image.local ? [image.reference] : [])),
    });
    return [
      ...found.map(describe),
      ...dropped.map(({ reference, digest }) => ({
        reference,
        state: "dropped" as const,
        before: digest,
        recipes: [],
      })),
    ].sort((a, b) => (a.reference < b.reference ? -1 : 1));
  });
}

function describe({ image, before, recipes }: engine.FoundImage): LockedImage {
  const { reference, digest, local } = image;
  const common = { reference, ...(before === undefined ? {} : { before }), recipes };
  if (local) return { ...common, state: "local" };
  const state = before === undefined ? "pinned" : before === digest ? "kept" : "moved";
  return { ...common, state, after: digest };
}

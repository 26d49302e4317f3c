import { loadProject } from "@mlx/config";
import type { PinnedImage } from "@mlx/core";
import { findImageUses } from "@mlx/engine";
import { imageSettings } from "./image-settings.ts";
import type { Project } from "./project.ts";

interface LockChange {
  readonly put: readonly PinnedImage[];
  /** References of images that are in no registry any more. */
  readonly remove?: readonly string[];
}

/**
 * Writes pins into `mlx.lock`, and takes out those of images that no environment of the project names
 * any more: the file serves all of them, so what this one does not use stays as long as another one
 * does, or cannot be read. Returns what was taken out for want of use. Failures: 8004, 8010, 8012.
 */
export async function updateImageLock(
  project: Project,
  { put, remove = [] }: LockChange,
): Promise<readonly PinnedImage[]> {
  const { lock } = await project.adapters();
  const before = await lock.read();
  if (before.size === 0 && put.length === 0) return [];
  const images = new Map([...before, ...put.map((image) => [image.reference, image] as const)]);
  for (const reference of remove) images.delete(reference);
  const unused = await findUnused(project, [...images.keys()]);
  const dropped = [...images.values()].filter(({ reference }) => unused.has(reference));
  for (const { reference } of dropped) images.delete(reference);
  await lock.write(images.values());
  return dropped;
}

/** Those that no environment names; other environments are read only where this one does not name all. */
async function findUnused(project: Project, references: readonly string[]): Promise<ReadonlySet<string>> {
  const unused = new Set(references);
  const here = await project.load();
  const others = here.environments.filter((name) => name !== here.environment);
  for (const environment of [undefined, ...others]) {
    if (unused.size === 0) return unused;
    const loaded =
      environment === undefined ? here : await loadProject({ ...project.loadOptions(), environment });
    if (loaded.state === undefined) return new Set();
    for (const { reference } of findImageUses(loaded.state.resources, imageSettings(loaded)))
      unused.delete(reference);
  }
  return unused;
}

import type { ModelVersion } from "@mlx/core";
import { filesGone } from "@mlx/models";
import type { PromotionDeps } from "./promotion-deps.ts";

/** Nobody can load a version without its files, so none may get an alias. Failure: 7020. */
export async function requireFiles(
  version: ModelVersion,
  deps: Pick<PromotionDeps, "artifacts">,
): Promise<void> {
  if (!(await hasFiles(version, deps))) throw filesGone(version, "The alias was not moved.");
}

export function hasFiles(
  { artifact }: ModelVersion,
  { artifacts }: Pick<PromotionDeps, "artifacts">,
): Promise<boolean> {
  return artifacts.has(artifact.digest);
}

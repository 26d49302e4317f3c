import { type ModelVersion, type Result, toResult } from "@mlx/core";
import type { Project } from "../project.ts";

/** All that people have to say of a version, in the place of what there was. Failure: 5033. */
export function replaceModelText(
  project: Project,
  {
    id,
    description,
    tags,
  }: { readonly id: string; readonly description: string; readonly tags: ModelVersion["tags"] },
): Promise<Result<ModelVersion>> {
  return toResult(async () => (await project.adapters()).store.models.describe(id, { description, tags }));
}

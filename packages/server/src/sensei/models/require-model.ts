import { findVersionById, type Project } from "@mlx/app";
import type { ModelVersion } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { notFound } from "../errors.ts";
import { isUuid } from "../wire/find-resources.ts";

/** What a path names. Failure: 8540. */
export async function requireModel(project: Project, id: string): Promise<ModelVersion> {
  const version = isUuid(id) ? unwrap(await findVersionById(project, id.toLowerCase())) : undefined;
  if (version === undefined || version.status === "DELETED") throw notFound("model", id);
  return version;
}

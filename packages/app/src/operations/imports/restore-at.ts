import { type AppliedResource, isAddress, type Result } from "@mlx/core";
import { notAnAddress } from "../../errors.ts";
import type { Project } from "../../project.ts";
import { restoreResource } from "../resources/restore-resource.ts";

/** As `restoreResource`, of an address as somebody wrote it. Failures: 8009, 8047. */
export async function restoreAt(project: Project, text: string): Promise<Result<AppliedResource>> {
  if (!isAddress(text)) return { ok: false, failure: notAnAddress(text) };
  return restoreResource(project, text);
}

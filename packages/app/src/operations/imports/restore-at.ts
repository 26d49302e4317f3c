import { isAddress, type Result } from "@mlx/core";
import { notAnAddress } from "../../errors.ts";
import type { Project } from "../../project.ts";
import { type Restored, restoreResources } from "../resources/restore-resource.ts";

/** As `restoreResources`, of an address as somebody wrote it. Failures: 8009, 8047. */
export async function restoreAt(
  project: Project,
  { address, all = false }: { readonly address?: string; readonly all?: boolean },
): Promise<Result<Restored>> {
  if (address === undefined) return restoreResources(project, { all });
  if (!isAddress(address)) return { ok: false, failure: notAnAddress(address) };
  return restoreResources(project, { address, all });
}

/** What was applied, or made through the API; read once per version of the store. */
import {
  type AppliedResource,
  datasetId,
  formatAddress,
  isAddress,
  type Kind,
  type Result,
  toResult,
} from "@mlx/core";
import { readApplied } from "../../applied/read-applied.ts";
import type { Project } from "../../project.ts";

/** In the order of their creation. The same array as long as no resource has changed. */
export function listResources<K extends Kind>(
  project: Project,
  kind: K,
): Promise<Result<readonly AppliedResource<K>[]>> {
  return toResult(async () => (await appliedIn(project)).ofKind(kind));
}

/** By its UUID or its address. */
export function findResource(
  project: Project,
  idOrAddress: string,
): Promise<Result<AppliedResource | undefined>> {
  return toResult(async () => {
    const { byAddress, byId } = await appliedIn(project);
    return isAddress(idOrAddress) ? byAddress.get(idOrAddress) : byId.get(idOrAddress.toLowerCase());
  });
}

/** By its 24-digit id, its UUID, its name or its address. */
export function findDataset(
  project: Project,
  text: string,
): Promise<Result<AppliedResource<"dataset"> | undefined>> {
  return toResult(async () => {
    const applied = await appliedIn(project);
    const datasets = applied.datasets();
    const known = datasets.get(text.toLowerCase());
    if (known !== undefined) return known;
    const address = isAddress(text) ? text : formatAddress({ kind: "dataset", name: text });
    const { byAddress, byId } = applied;
    const found = byAddress.get(address) ?? byId.get(text.toLowerCase());
    return found?.kind === "dataset" ? datasets.get(datasetId(found)) : undefined;
  });
}

async function appliedIn(project: Project) {
  return readApplied((await project.adapters()).store);
}

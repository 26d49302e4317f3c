import { type ModelStore, nameOf, type PreparedResource } from "@mlx/core";
import type { PinnedModel } from "@mlx/plan";

/** Of models that the files pin, where the alias points now, and whether the version can bear it. */
export async function findPinned(
  prepared: readonly PreparedResource[],
  models: Pick<ModelStore, "aliases" | "get">,
): Promise<readonly PinnedModel[]> {
  const pinned: PinnedModel[] = [];
  for (const resource of prepared) {
    if (resource.kind !== "model" || resource.spec.pin === undefined) continue;
    const { address } = resource;
    const { pin: to, promotion } = resource.spec;
    const name = nameOf(address);
    const alias = promotion?.alias ?? "champion";
    const from = (await models.aliases(name)).find((one) => one.alias === alias)?.version;
    const version = await models.get(name, to);
    const problem =
      version === undefined
        ? "there is no such version"
        : version.status === "READY"
          ? undefined
          : `that version is ${version.status}`;
    pinned.push({
      model: address,
      alias,
      ...(from === undefined ? {} : { from }),
      to,
      ...(problem === undefined ? {} : { problem }),
    });
  }
  return pinned;
}

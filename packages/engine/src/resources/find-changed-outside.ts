import type { Address, AppliedHead, PreparedResource, ResourceStore } from "@mlx/core";
import type { ChangedOutside, OutsideChange } from "@mlx/plan";

/**
 * What the API did since the files were last applied: to every drifted resource, and to those that are declared
 * and that it deleted.
 */
export async function findChangedOutside(
  prepared: readonly Pick<PreparedResource, "address">[],
  heads: readonly AppliedHead[],
  resources: Pick<ResourceStore, "revisions" | "deleted">,
): Promise<ChangedOutside> {
  const found = new Map<Address, OutsideChange>();
  for (const { address, drifted } of heads) {
    if (!drifted) continue;
    const revisions = await resources.revisions(address);
    const [newest] = revisions;
    if (newest === undefined) continue;
    const declared = revisions.find(({ via, resource }) => via === undefined && resource !== undefined);
    found.set(address, {
      type: "changed",
      actor: newest.actor ?? someone,
      at: newest.at,
      ...(declared?.resource === undefined ? {} : { declared: declared.resource }),
    });
  }
  const applied = new Set(heads.map(({ address }) => address));
  const missing = new Set(prepared.map(({ address }) => address).filter((address) => !applied.has(address)));
  if (missing.size === 0) return found;
  for (const { resource, deletedBy, deletedAt } of await resources.deleted({})) {
    const { address, unmanaged } = resource;
    // The newest comes first.
    if (!missing.has(address) || found.has(address)) continue;
    found.set(address, {
      ...{ type: "deleted", actor: deletedBy, at: deletedAt },
      managed: unmanaged !== true,
    });
  }
  return found;
}

const someone = "somebody";

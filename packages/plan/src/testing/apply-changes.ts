import { type Address, type Change, InternalError, type PreparedResource } from "@mlx/core";

/**
 * The applied set after the changes, in their order, as a store carries them out. Fails when a
 * change does not fit what is there or leaves a reference that leads nowhere.
 */
export function applyChanges(
  applied: readonly PreparedResource[],
  changes: readonly Change[],
): readonly PreparedResource[] {
  const resources = new Map<Address, PreparedResource>(applied.map((each) => [each.address, each]));
  for (const change of changes) {
    const isThere = resources.has(change.address);
    const fits = ["update", "import", "delete"].includes(change.action) ? isThere : !isThere;
    if (!fits) throw new InternalError(`cannot ${change.action} ${change.address}`);
    if (change.action === "delete") {
      resources.delete(change.address);
      const user = [...resources.values()].find((each) => each.references.includes(change.address));
      if (user !== undefined)
        throw new InternalError(`${user.address} still refers to ${change.address}, which is deleted`);
      continue;
    }
    if (change.action === "move" && !resources.delete(change.from))
      throw new InternalError(`cannot move ${change.from}: it is not there`);
    const missing = change.after.references.find((reference) => !resources.has(reference));
    if (missing !== undefined)
      throw new InternalError(`${change.address} refers to ${missing}, which is not there yet`);
    resources.set(change.address, change.after);
  }
  return [...resources.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}

import { type Address, InternalError, type ResourceWrite } from "@mlx/core";
import { toJson } from "../json-text.ts";
import type { Row } from "../tables.ts";

type LiveRow = Row<"resources">;
type RevisionRow = Row<"resource_revisions">;

/** The rows that an apply's writes come to. */
interface PlannedWrites {
  /** Addresses that nothing is at any more, or something else: their rows go first. */
  readonly vacated: readonly Address[];
  readonly live: readonly LiveRow[];
  readonly revisions: readonly RevisionRow[];
  readonly moves: readonly { readonly from: Address; readonly to: Address }[];
}

/**
 * All writes happen at once: `from` and the addresses to delete are those before the apply, so that
 * resources may change places. `live` holds the rows at every address that the writes name. Writes that
 * contradict each other or the live resources are a bug: the serial was checked.
 */
export function planWrites(
  writes: readonly ResourceWrite[],
  live: ReadonlyMap<Address, LiveRow>,
  apply: { readonly namespace: string; readonly id: string; readonly serial: number; readonly at: string },
): PlannedWrites {
  const existing = (address: Address): LiveRow => {
    const row = live.get(address);
    if (row === undefined)
      throw new InternalError(`an apply writes ${address}, which the store does not have`);
    return row;
  };
  const vacated = new Set<Address>();
  const vacate = (address: Address) => {
    if (vacated.has(address)) throw new InternalError(`an apply takes ${address} away twice`);
    vacated.add(existing(address).address);
  };
  for (const write of writes) {
    if (write.action === "delete") vacate(write.address);
    else if (write.from !== undefined) vacate(write.from);
  }
  const filled = new Set<Address>();
  const planned = {
    live: [] as LiveRow[],
    revisions: [] as RevisionRow[],
    moves: [] as { from: Address; to: Address }[],
  };
  const { namespace, id: apply_id, serial, at } = apply;
  for (const write of writes) {
    if (write.action === "delete") {
      const { id, kind, revision } = existing(write.address);
      planned.revisions.push({
        ...{ namespace, resource_id: id, revision: revision + 1, address: write.address, kind },
        ...{ apply_id, serial, at, digest: null, references: null, observed: null, spec: null },
      });
      continue;
    }
    const { address, kind, digest, spec, observed } = write.resource;
    const before =
      write.from !== undefined ? existing(write.from) : vacated.has(address) ? undefined : live.get(address);
    if (filled.has(address) || (write.from !== undefined && live.has(address) && !vacated.has(address)))
      throw new InternalError(`an apply puts two resources at ${address}`);
    filled.add(address);
    const id = before?.id ?? write.id;
    const revision = (before?.revision ?? 0) + 1;
    const references = toJson(write.resource.references);
    planned.live.push({
      ...{ namespace, address, id, kind, revision, digest, references },
      created_at: before?.created_at ?? at,
    });
    planned.revisions.push({
      ...{ namespace, resource_id: id, revision, address, kind, apply_id, serial, at },
      ...{ digest, references, observed: toJson(observed), spec: toJson(spec) },
    });
    if (write.from !== undefined) planned.moves.push({ from: write.from, to: address });
  }
  return { vacated: [...vacated], ...planned };
}

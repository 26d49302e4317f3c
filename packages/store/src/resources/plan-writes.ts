import { type Address, type ApplyCommit, InternalError, type ResourceWrite } from "@mlx/core";
import { toJson, toPlainJson } from "../json-text.ts";
import type { Row } from "../tables.ts";
import type { Before, BeforeRow } from "./read-before.ts";

type LiveRow = Row<"resources">;
type RevisionRow = Row<"resource_revisions">;

/** The apply that writes. */
export interface WritingApply {
  readonly namespace: string;
  readonly id: string;
  readonly serial: number;
  readonly at: string;
  readonly actor: string;
  readonly via: NonNullable<ApplyCommit["via"]> | null;
}

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
 * resources may change places. Writes that contradict each other or the live resources are a bug: the
 * serial was checked. A put of files declares the resource; one of the API leaves that as it was.
 */
export function planWrites(
  writes: readonly ResourceWrite[],
  { live, deleted }: Before,
  apply: WritingApply,
): PlannedWrites {
  const existing = (address: Address): BeforeRow => {
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
  const revived = new Set<string>();
  const revive = (id: string, address: Address): BeforeRow | undefined => {
    const row = deleted.get(id) ?? deleted.get(address);
    if (row === undefined || revived.has(row.id)) return undefined;
    revived.add(row.id);
    return row;
  };
  const filled = new Set<Address>();
  const planned = {
    live: [] as LiveRow[],
    revisions: [] as RevisionRow[],
    moves: [] as { from: Address; to: Address }[],
  };
  const { namespace, id: apply_id, serial, at, actor, via } = apply;
  const applied = { apply_id, serial, at, actor, via };
  for (const write of writes) {
    if (write.action === "delete") {
      const { id, kind, revision, declared } = existing(write.address);
      planned.revisions.push({
        ...{ namespace, resource_id: id, revision: revision + 1, address: write.address, kind },
        ...{ ...applied, digest: null, references: null, observed: null, spec: null },
        ...{ declared, wire: null, wire_digest: null },
      });
      continue;
    }
    const { address, kind, digest, spec, observed } = write.resource;
    const occupied = live.has(address) && !vacated.has(address);
    const before =
      write.from !== undefined
        ? existing(write.from)
        : occupied
          ? live.get(address)
          : live.has(address)
            ? undefined
            : revive(write.id, address);
    if (filled.has(address) || (write.from !== undefined && occupied))
      throw new InternalError(`an apply puts two resources at ${address}`);
    filled.add(address);
    const id = before?.id ?? write.id;
    const revision = (before?.revision ?? 0) + 1;
    const references = toJson(write.resource.references);
    const declared = via === null ? digest : (before?.declared ?? null);
    planned.live.push({
      ...{ namespace, address, id, kind, revision, digest, references, declared },
      created_at: before?.created_at ?? at,
      created_by: before === undefined ? actor : before.created_by,
    });
    planned.revisions.push({
      ...{ namespace, resource_id: id, revision, address, kind, ...applied, declared },
      ...{ digest, references, observed: toJson(observed), spec: toJson(spec) },
      ...wireOf(write, before),
    });
    if (write.from !== undefined) planned.moves.push({ from: write.from, to: address });
  }
  return { vacated: [...vacated], ...planned };
}

function wireOf(
  { wire, resource }: Extract<ResourceWrite, { action: "put" }>,
  before: BeforeRow | undefined,
): Pick<RevisionRow, "wire" | "wire_digest"> {
  if (wire !== undefined) return { wire: toPlainJson(wire), wire_digest: resource.digest };
  return { wire: before?.wire ?? null, wire_digest: before?.wire_digest ?? null };
}

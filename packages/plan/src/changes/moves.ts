import {
  type Address,
  type AppliedHead,
  isAddress,
  type Kind,
  kindOf,
  type Move,
  type PreparedResource,
} from "@mlx/core";
import { compareText } from "../compare-text.ts";
import type { MapAddress } from "../references.ts";

/** The `moved` entries that take effect in this plan, chains already followed. */
export interface Moves {
  readonly fromOf: ReadonlyMap<Address, Address>;
  readonly toOf: ReadonlyMap<Address, Address>;
  /** The address that a resource has after the plan. */
  readonly follow: MapAddress;
}

interface MoveInput {
  readonly prepared: readonly PreparedResource[];
  readonly heads: readonly AppliedHead[];
  readonly moved: readonly Move[];
}

/**
 * An entry takes effect when `from` is in the store and no longer declared, and `to` (or the end of
 * a chain that starts there) is declared and not in the store. All others are left without effect:
 * stale ones, and those of which both ends exist. Of two that lead to one address the first in
 * alphabetical order wins.
 */
export function findMoves({ prepared, heads, moved }: MoveInput): Moves {
  const fromOf = new Map<Address, Address>();
  const toOf = new Map<Address, Address>();
  if (moved.length > 0) {
    const declared = new Set(prepared.map(({ address }) => address));
    const applied = new Set(heads.map(({ address }) => address));
    const next = firstTargets(moved, declared);
    const landings = new Map<Address, Address | undefined>();
    for (const from of [...next.keys()].sort(compareText)) {
      if (!applied.has(from) || declared.has(from)) continue;
      const to = land(from, { next, declared, applied, landings });
      if (to === undefined || fromOf.has(to)) continue;
      fromOf.set(to, from);
      toOf.set(from, to);
    }
  }
  return { fromOf, toOf, follow: (address) => followAddress(address, toOf) };
}

/** The address that the map leads to, else the same one. */
export function followAddress<K extends Kind>(
  address: Address<K>,
  toOf: ReadonlyMap<Address, Address>,
): Address<K> {
  const to = toOf.get(address);
  return to !== undefined && isAddress(to, kindOf(address)) ? to : address;
}

/** One target for each source: a declared one before others, then the first in alphabetical order. */
function firstTargets(moved: readonly Move[], declared: ReadonlySet<Address>): ReadonlyMap<Address, Address> {
  const next = new Map<Address, Address>();
  const sorted = moved
    .filter(({ from, to }) => kindOf(from) === kindOf(to))
    .sort((a, b) => compareText(a.to, b.to));
  for (const { from, to } of sorted) {
    const known = next.get(from);
    if (known === undefined || (!declared.has(known) && declared.has(to))) next.set(from, to);
  }
  return next;
}

interface Chains {
  readonly next: ReadonlyMap<Address, Address>;
  readonly declared: ReadonlySet<Address>;
  readonly applied: ReadonlySet<Address>;
  /** Where chains that were walked before end, so that no link is walked twice. */
  readonly landings: Map<Address, Address | undefined>;
}

/** The first declared address on the chain that begins at `from`, unless something applied is in the way. */
function land(from: Address, { next, declared, applied, landings }: Chains): Address | undefined {
  const walked: Address[] = [];
  const seen = new Set<Address>([from]);
  let landing: Address | undefined;
  let at = next.get(from);
  while (at !== undefined && !seen.has(at)) {
    if (landings.has(at)) {
      landing = landings.get(at);
      break;
    }
    if (applied.has(at)) break;
    if (declared.has(at)) {
      landing = at;
      break;
    }
    seen.add(at);
    walked.push(at);
    at = next.get(at);
  }
  for (const address of walked) landings.set(address, landing);
  return landing;
}

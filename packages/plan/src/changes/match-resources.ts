import type { Address, AppliedHead, Move, PreparedResource } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import { findMoves, type Moves } from "./moves.ts";

/** A declared resource and the applied one that it continues. */
export interface MatchedResource {
  readonly prepared: PreparedResource;
  readonly head: AppliedHead;
}

/** Who is who: every declared and every applied resource is in exactly one of the lists, but for `moves`. */
export interface ResourceMatches {
  readonly created: readonly PreparedResource[];
  /** Moved, changed through the API, or the digests differ: only a comparison field by field tells more. */
  readonly compared: readonly MatchedResource[];
  readonly unchanged: readonly PreparedResource[];
  readonly deleted: readonly AppliedHead[];
  /** Made through the API and not declared: left alone. */
  readonly unmanaged: readonly AppliedHead[];
  readonly moves: Moves;
}

/** All lists are sorted by address. */
export function matchResources(input: {
  readonly prepared: readonly PreparedResource[];
  readonly heads: readonly AppliedHead[];
  readonly moved: readonly Move[];
}): ResourceMatches {
  const moves = findMoves(input);
  const gone = new Map(input.heads.map((head) => [head.address, head]));
  const created: PreparedResource[] = [];
  const compared: MatchedResource[] = [];
  const unchanged: PreparedResource[] = [];
  for (const prepared of sortByAddress(input.prepared)) {
    const applied = moves.fromOf.get(prepared.address) ?? prepared.address;
    const head = gone.get(applied);
    if (head === undefined) {
      created.push(prepared);
      continue;
    }
    gone.delete(applied);
    const isSame = applied === prepared.address && head.digest === prepared.digest;
    if (isSame && !isFromOutside(head)) unchanged.push(prepared);
    else compared.push({ prepared, head });
  }
  const left = sortByAddress([...gone.values()]);
  return {
    ...{ created, compared, unchanged, moves },
    deleted: left.filter(({ unmanaged }) => !unmanaged),
    unmanaged: left.filter(({ unmanaged }) => unmanaged),
  };
}

/** Made or changed through the API: files that declare it take it over, also where they say the same. */
function isFromOutside({ unmanaged, drifted }: AppliedHead): boolean {
  return unmanaged === true || drifted === true;
}

export function sortByAddress<T extends { readonly address: Address }>(
  resources: readonly T[],
): readonly T[] {
  return resources.toSorted((a, b) => compareText(a.address, b.address));
}

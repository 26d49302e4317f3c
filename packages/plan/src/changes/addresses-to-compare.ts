import type { Address, AppliedHead, Move, PreparedResource } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import { matchResources } from "./match-resources.ts";

/**
 * The applied resources that a plan needs in full: those whose digest differs, that are deleted, moved
 * (by the address that they have in the store), or declared and made or changed through the API.
 * Everything else is unchanged by digest, or left alone.
 * Sorted, without repeats.
 */
export function addressesToCompare(input: {
  readonly prepared: readonly PreparedResource[];
  readonly heads: readonly AppliedHead[];
  readonly moved: readonly Move[];
}): readonly Address[] {
  const { compared, deleted } = matchResources(input);
  return [...compared.map(({ head }) => head), ...deleted].map(({ address }) => address).sort(compareText);
}

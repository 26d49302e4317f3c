import {
  type Address,
  canonicalJson,
  kinds,
  type PlanHint,
  type PreparedResource,
  parseAddress,
} from "@mlx/core";
import { compareText } from "../compare-text.ts";
import type { PlanOutcome } from "../consequences/plan-outcome.ts";
import { type MapAddress, mapReferences } from "../references.ts";
import { followAddress } from "./moves.ts";

/**
 * Pairs of a deleted and a created resource that say the same, apart from references to each
 * other's pairs. Only where there is exactly one candidate on both sides; a key (`[eu]`) that both
 * have counts as part of what they say.
 */
export function probableRenames(
  { before, deleted, moves }: PlanOutcome,
  created: readonly PreparedResource[],
): readonly PlanHint[] {
  if (deleted.size === 0 || created.length === 0) return [];
  const renamed = new Map<Address, Address>();
  const followAll: MapAddress = (address) => followAddress(moves.follow(address), renamed);
  // In the order in which kinds refer to each other, so that pairs found earlier are known later.
  for (const kind of kinds) {
    const gone = [...before]
      .filter(([address, state]) => state.kind === kind && deleted.has(address))
      .map(([address, state]) => ({ address, text: canonicalJson(mapReferences(state, followAll).spec) }));
    const fresh = created
      .filter((resource) => resource.kind === kind)
      .map(({ address, spec }) => ({ address, text: canonicalJson(spec) }));
    pairUp(gone, fresh, ({ address, text }) => `${parseAddress(address)?.key ?? ""} ${text}`, renamed);
    const taken = new Set(renamed.values());
    pairUp(
      gone.filter(({ address }) => !renamed.has(address)),
      fresh.filter(({ address }) => !taken.has(address)),
      ({ text }) => text,
      renamed,
    );
  }
  return [...renamed]
    .map(([from, to]) => ({ type: "probable-rename" as const, from, to }))
    .sort((a, b) => compareText(a.from, b.from));
}

interface Candidate {
  readonly address: Address;
  readonly text: string;
}

function pairUp(
  gone: readonly Candidate[],
  fresh: readonly Candidate[],
  key: (candidate: Candidate) => string,
  renamed: Map<Address, Address>,
): void {
  const targets = Map.groupBy(fresh, key);
  for (const [text, sources] of Map.groupBy(gone, key)) {
    const [source, ...otherSources] = sources;
    const [target, ...otherTargets] = targets.get(text) ?? [];
    if (source === undefined || target === undefined || otherSources.length + otherTargets.length > 0)
      continue;
    renamed.set(source.address, target.address);
  }
}

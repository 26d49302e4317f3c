import type { Address, AppliedHead, Move, PlanBlock } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import type { Deletion } from "./plan-change.ts";

interface GuardInput {
  readonly deletes: readonly Deletion[];
  /** Number of applied resources that files declared. */
  readonly applied: number;
  /** What is left alone. */
  readonly unmanaged: readonly AppliedHead[];
  readonly moves: readonly Pick<Move, "from" | "to">[];
  readonly allowMassDelete: boolean;
}

/** What stands against applying the plan as it is. */
export function guardPlan(input: GuardInput): readonly PlanBlock[] {
  const { deletes, applied, allowMassDelete } = input;
  const blocks: PlanBlock[] = [];
  const kept = deletes.filter((each) => each.protected).map(({ address }) => address);
  if (kept.length > 0)
    blocks.push({
      type: "protected",
      addresses: kept,
      message: `${listed(kept)} would be deleted and ${kept.length === 1 ? "has" : "have"} \`lifecycle: { protect: true }\``,
    });
  if (!allowMassDelete && deletes.length > applied / 2)
    blocks.push({
      type: "mass-delete",
      addresses: deletes.map(({ address }) => address),
      message:
        deletes.length === applied
          ? `everything that was applied would be deleted (${applied}); \`--allow-mass-delete\` allows it`
          : `${deletes.length} of ${applied} applied resources would be deleted, more than half; \`--allow-mass-delete\` allows it`,
    });
  return [...blocks, ...inUse(input)];
}

/** What the API made must not be left with references that lead nowhere. */
function inUse({ deletes, unmanaged, moves }: GuardInput): readonly PlanBlock[] {
  if (unmanaged.length === 0) return [];
  const ends = new Map<Address, string>([
    ...deletes.map(({ address }) => [address, "deleted"] as const),
    ...moves.map(({ from, to }) => [from, `moved to ${to}`] as const),
  ]);
  const users = new Map<Address, Address[]>();
  for (const { address, references } of unmanaged)
    for (const reference of references)
      if (ends.has(reference)) users.set(reference, [...(users.get(reference) ?? []), address]);
  return [...users]
    .sort(([a], [b]) => compareText(a, b))
    .map(([address, by]) => ({
      type: "in-use",
      addresses: [address, ...by],
      message: `${address} would be ${ends.get(address)}, and ${listed(by)}, which no file declares, ${by.length === 1 ? "uses" : "use"} it`,
    }));
}

const mostNames = 5;

function listed(addresses: readonly Address[]): string {
  const shown = addresses.slice(0, mostNames).join(", ");
  return addresses.length > mostNames ? `${shown} and ${addresses.length - mostNames} more` : shown;
}

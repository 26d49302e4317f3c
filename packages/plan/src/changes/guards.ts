import type { Address, PlanBlock } from "@mlx/core";
import type { Deletion } from "./plan-change.ts";

interface GuardInput {
  readonly deletes: readonly Deletion[];
  /** Number of applied resources. */
  readonly applied: number;
  readonly allowMassDelete: boolean;
}

/** What stands against applying the plan as it is. */
export function guardPlan({ deletes, applied, allowMassDelete }: GuardInput): readonly PlanBlock[] {
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
  return blocks;
}

const mostNames = 5;

function listed(addresses: readonly Address[]): string {
  const shown = addresses.slice(0, mostNames).join(", ");
  return addresses.length > mostNames ? `${shown} and ${addresses.length - mostNames} more` : shown;
}

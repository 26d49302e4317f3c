import type { Run } from "@mlx/core";
import { formatNumber } from "./format.ts";
import { shortId } from "./names.ts";

/** What a run waits for that no daemon has as much of. */
export interface NeverMet {
  readonly slot: string;
  readonly amount: number;
}

/** What it waits for in vain, by how a ledger says so; `undefined` where it only has to wait. */
export function parseNeverMet(message: string | undefined): NeverMet | undefined {
  const [, slot, amount] = /^(\S+): wants ([\d.]+), and there are [\d.]+ at all$/.exec(message ?? "") ?? [];
  return slot === undefined ? undefined : { slot, amount: Number(amount) };
}

export function neverMetOf({ status }: Pick<Run, "status">): NeverMet | undefined {
  return status.state === "PENDING" ? parseNeverMet(status.message) : undefined;
}

/** What lets it start after all. */
export function describeRemedy({ slot, amount }: NeverMet): string {
  return `\`mlx down\`, then \`mlx up --slots ${slot}=${amount}\` (or \`mlx up\` with \`runs: { slots: { ${slot}: ${amount} } }\` in mlx.yaml), or let it want less`;
}

/** A line for each slot that runs want more of than there is. */
export function describeNeverMet(runs: readonly Pick<Run, "id" | "status">[]): readonly string[] {
  const bySlot = new Map<string, { amount: number; readonly ids: string[] }>();
  for (const run of runs) {
    const { slot, amount } = neverMetOf(run) ?? {};
    if (slot === undefined || amount === undefined) continue;
    const found = bySlot.get(slot) ?? { amount, ids: [] };
    found.amount = Math.max(found.amount, amount);
    found.ids.push(shortId(run.id));
    bySlot.set(slot, found);
  }
  return [...bySlot].map(([slot, { amount, ids }]) => {
    const named = ids.slice(0, 5).join(", ");
    const more = ids.length > 5 ? ` and ${formatNumber(ids.length - 5)} more` : "";
    const verb = ids.length === 1 ? "wants" : "want";
    return `${named}${more} ${verb} more ${slot} than there is, and never ${ids.length === 1 ? "starts" : "start"} so: ${describeRemedy({ slot, amount })}`;
  });
}

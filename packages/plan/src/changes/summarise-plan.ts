import { type Change, type ChangeAction, type Kind, kindOf, type PlanSummary } from "@mlx/core";

/** Counts by action, and by kind and action without the zeros. */
export function summarisePlan(changes: readonly Change[], unchanged: number): PlanSummary {
  const total = { create: 0, update: 0, move: 0, import: 0, delete: 0 };
  const byKind: { [kind in Kind]?: { [action in ChangeAction]?: number } } = {};
  for (const { action, address } of changes) {
    total[action] += 1;
    const kind = kindOf(address);
    const counts = byKind[kind] ?? {};
    counts[action] = (counts[action] ?? 0) + 1;
    byKind[kind] = counts;
  }
  const { import: imported, ...others } = total;
  return { ...others, ...(imported === 0 ? {} : { import: imported }), unchanged, byKind };
}

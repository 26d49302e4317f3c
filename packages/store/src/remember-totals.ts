/** How many counts are kept at most. */
const keptTotals = 500;

/**
 * Counts stay what they are until something is written: a page of a list that a hundred thousand rows match
 * costs less than to count these.
 */
export function rememberTotals(version: () => string): (key: string, count: () => number) => number {
  const totals = new Map<string, number>();
  let countedAt: string | undefined;
  return (key, count) => {
    const now = version();
    if (now !== countedAt || totals.size >= keptTotals) totals.clear();
    countedAt = now;
    const total = totals.get(key) ?? count();
    totals.set(key, total);
    return total;
  };
}

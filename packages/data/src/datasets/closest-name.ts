/**
 * The name that differs from `wanted` by the fewest inserted, deleted, replaced or swapped characters,
 * when that is one name alone and no more than a third of `wanted` differs. Not `wanted` itself.
 */
export function closestName(wanted: string, names: readonly string[]): string | undefined {
  const limit = Math.floor(wanted.length / 3);
  const distances = names
    .filter(
      (name) => name !== wanted && !name.startsWith(".") && Math.abs(name.length - wanted.length) <= limit,
    )
    .map((name) => ({ name, distance: editDistance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter(({ distance }) => distance <= limit)
    .sort((a, b) => a.distance - b.distance);
  const [best, second] = distances;
  return best === undefined || best.distance === second?.distance ? undefined : best.name;
}

/** Three rows of the usual table are enough, the third for swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let distance = Math.min(
        cell(previous, column) + 1,
        cell(current, column - 1) + 1,
        cell(previous, column - 1) + (same ? 0 : 1),
      );
      const swapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && swapped) distance = Math.min(distance, cell(older, column - 2) + 1);
      current.push(distance);
    }
    older = previous;
    previous = current;
  }
  return cell(previous, b.length);
}

function cell(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

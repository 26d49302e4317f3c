/**
 * Class names by how close they are to one that there is not: the same but for capitals, the same
 * without the package, a similar name in a near package. The classes inside of others come last.
 */
export function closestNames(wanted: string, names: readonly string[]): readonly string[] {
  const rank = (name: string) => {
    const inner = name.includes("$") && !wanted.includes("$") ? 1000 : 0;
    const simple = distance(simpleName(wanted).toLowerCase(), simpleName(name).toLowerCase());
    return inner + simple * 10 + Math.min(9, distance(packageOf(wanted), packageOf(name)));
  };
  return names
    .map((name) => ({ name, rank: rank(name) }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
}

function simpleName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function packageOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(".")));
}

/** Insertions, deletions and replacements of a letter that lead from one to the other; at most 30. */
function distance(from: string, to: string): number {
  const most = 30;
  if (from === to) return 0;
  if (Math.abs(from.length - to.length) >= most) return most;
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...from].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (previous[column] ?? most) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? most) + 1, (current[column] ?? most) + 1));
    }
    previous = current;
  }
  return Math.min(most, previous.at(-1) ?? most);
}

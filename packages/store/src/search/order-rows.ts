import type { SearchOrder, SearchQuery } from "@mlx/core";
import { cellKind } from "./cells.ts";
import { evaluateCondition, truth } from "./evaluate-condition.ts";
import type { SearchTable } from "./search-table.ts";

/** Up to so many rows are kept in order while all others pass by; more are sorted. */
const mostKept = 500;

/** The page's rows in order, and how many there are on all pages. */
export function selectPage(
  { where, orderBy, limit, offset }: SearchQuery,
  table: SearchTable,
): { readonly rows: readonly number[]; readonly total: number } {
  const holds = where === undefined ? undefined : evaluateCondition(where, table);
  const found: number[] = [];
  for (let row = 0; row < table.size; row += 1)
    if (table.created.kinds[row] !== cellKind.absent && (holds === undefined || holds[row] === truth.yes))
      found.push(row);
  const compare = comparator(orderBy, found, table);
  const end = offset + limit;
  const ordered =
    end > mostKept || end >= found.length ? found.toSorted(compare) : smallest(found, end, compare);
  return { rows: ordered.slice(offset, end), total: found.length };
}

function smallest(
  rows: readonly number[],
  count: number,
  compare: (a: number, b: number) => number,
): readonly number[] {
  const kept: number[] = [];
  for (const row of rows) {
    const last = kept[count - 1];
    if (last !== undefined && compare(row, last) >= 0) continue;
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(row, kept[middle] ?? row) < 0) high = middle;
      else low = middle + 1;
    }
    kept.splice(low, 0, row);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

/** What is newer comes first of what is equal. */
function comparator(
  orderBy: readonly SearchOrder[],
  rows: readonly number[],
  table: SearchTable,
): (a: number, b: number) => number {
  const orders = orderBy.map((order) => keysOf(order, rows, table));
  const created = table.created.values;
  return (a, b) => {
    for (const { places, keys } of orders) {
      const place = (places[a] ?? 0) - (places[b] ?? 0);
      if (place !== 0) return place;
      const [first = 0, second = 0] = [keys[a], keys[b]];
      if (first !== second) return first < second ? -1 : 1;
    }
    return (created[b] ?? 0) - (created[a] ?? 0) || b - a;
  };
}

interface Keys {
  /** Numbers come before texts, these before booleans; NaN and what has no value come last, either way. */
  readonly places: Uint8Array;
  readonly keys: Float64Array;
}

function keysOf({ field, descending }: SearchOrder, rows: readonly number[], table: SearchTable): Keys {
  const { kinds, values } = table.column(field);
  const places = new Uint8Array(table.size);
  const keys = new Float64Array(table.size);
  const sign = descending ? -1 : 1;
  const ranks = rankWords(rows, table, { kinds, values });
  for (const row of rows) {
    const kind = kinds[row] ?? cellKind.absent;
    const value = values[row] ?? 0;
    if (kind === cellKind.absent) places[row] = 5;
    else if (Number.isNaN(value)) places[row] = 4;
    else {
      places[row] = descending ? 4 - kind : kind;
      keys[row] = sign * (kind === cellKind.text ? (ranks.get(value) ?? 0) : value);
    }
  }
  return { places, keys };
}

/** The place of each word of the rows in their order. */
function rankWords(
  rows: readonly number[],
  table: SearchTable,
  { kinds, values }: { readonly kinds: Uint8Array; readonly values: Float64Array },
): ReadonlyMap<number, number> {
  const ids = new Set<number>();
  for (const row of rows) if (kinds[row] === cellKind.text) ids.add(values[row] ?? 0);
  const words = [...ids].map((id) => ({ id, word: table.word(id) }));
  // The same text may have an id of the dictionary and another of its own.
  words.sort((a, b) => (a.word < b.word ? -1 : Number(a.word > b.word)));
  let rank = 0;
  return new Map(
    words.map(({ id, word }, index) => {
      if (word !== words[index - 1]?.word) rank = index;
      return [id, rank];
    }),
  );
}

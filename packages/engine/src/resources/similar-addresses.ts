import { type Address, nameOf } from "@mlx/core";
import { distance } from "fastest-levenshtein";

const most = 3;

/**
 * The addresses that a name, or an address, was probably meant to be, the nearest first: those that few
 * letters are different in, and those that it is the beginning of (keys left out).
 */
export function similarAddresses<A extends Address>(text: string, known: readonly A[]): readonly A[] {
  const wanted = text.slice(text.indexOf("/") + 1).toLowerCase();
  if (wanted === "") return [];
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  return known
    .flatMap((address) => {
      const name = nameOf(address).toLowerCase();
      const base = name.replace(/\[.*$/, "");
      const difference = Math.min(differenceOf(wanted, name), differenceOf(wanted, base));
      if (difference <= limit) return [{ address, difference }];
      return name.startsWith(wanted) ? [{ address, difference: limit + 1 }] : [];
    })
    .sort((a, b) => a.difference - b.difference || (a.address < b.address ? -1 : 1))
    .slice(0, most)
    .map(({ address }) => address);
}

/** The edit distance, two letters in each other's place counted as one mistake. */
function differenceOf(a: string, b: string): number {
  const found = distance(a, b);
  if (found !== 2 || a.length !== b.length) return found;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] ? 1 : found;
}

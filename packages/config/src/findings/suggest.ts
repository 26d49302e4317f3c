import { distance } from "fastest-levenshtein";

/** The candidate that was probably meant, ready to follow a sentence: `Did you mean …?` */
export type Suggest = (word: string, candidates: Iterable<string>) => string | undefined;

/**
 * Comparisons are counted: after a hundred thousand no more suggestions are made, so that a project
 * with thousands of wrong names costs no more than its size.
 */
export function createSuggest(budget = 100_000): Suggest {
  let left = budget;
  return (word, candidates) => {
    let best: string | undefined;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      left -= 1;
      if (left < 0) return undefined;
      const longer = Math.max(word.length, candidate.length);
      const limit = Math.min(3, Math.max(1, Math.floor(longer / 3)), word.length - 1);
      if (Math.abs(candidate.length - word.length) > limit) continue;
      const found = difference(word.toLowerCase(), candidate.toLowerCase());
      if (found <= limit && found < bestDistance) {
        best = candidate;
        bestDistance = found;
      }
    }
    return best === undefined ? undefined : didYouMean(best);
  };
}

export function didYouMean(candidate: string): string {
  return `Did you mean \`${candidate}\`?`;
}

/** The edit distance, two letters in each other's place counted as the least of mistakes: `=<` is `<=`. */
function difference(a: string, b: string): number {
  const found = distance(a, b);
  if (found !== 2 || a.length !== b.length) return found;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return a[at] === b[at + 1] && a[at + 1] === b[at] ? 0.5 : found;
}

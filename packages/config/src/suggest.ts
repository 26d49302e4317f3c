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
    const limit = Math.max(1, Math.min(3, Math.floor(word.length / 3)));
    let best: string | undefined;
    let bestDistance = limit + 1;
    for (const candidate of candidates) {
      left -= 1;
      if (left < 0) return undefined;
      if (Math.abs(candidate.length - word.length) > limit) continue;
      const found = distance(word.toLowerCase(), candidate.toLowerCase());
      if (found < bestDistance) {
        best = candidate;
        bestDistance = found;
      }
    }
    return best === undefined ? undefined : `Did you mean \`${best}\`?`;
  };
}

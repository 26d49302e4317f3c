import { distance } from "fastest-levenshtein";

/** The candidate that was probably meant, if any: at most a third of it, and three letters, are different. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length > 64) return undefined;
  const ranked = candidates
    .map((candidate) => ({ candidate, far: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, far }) => far <= Math.min(3, Math.ceil(candidate.length / 3)))
    .sort((a, b) => a.far - b.far);
  return ranked[0]?.candidate;
}

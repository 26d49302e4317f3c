import { distance } from "fastest-levenshtein";

const most = 3;

/** The names that one was probably meant to be, the nearest first. */
export function similarNames(wanted: string, known: readonly string[]): readonly string[] {
  const text = wanted.toLowerCase();
  const limit = Math.max(1, Math.floor(text.length / 3));
  return known
    .map((name) => ({ name, difference: name.startsWith(text) ? limit : distance(text, name.toLowerCase()) }))
    .filter(({ difference }) => difference <= limit)
    .sort((a, b) => a.difference - b.difference || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

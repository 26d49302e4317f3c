export { shellWord } from "@mlx/core";

/** Short forms of long names, still accepted wherever the long form is. */

/** The first eight characters of a run's id. */
export function shortId(id: string): string {
  return id.slice(0, 8);
}

/** The limit of a backfill is named after it, whose id is long; also within a text. */
export function shortLimit(text: string): string {
  return text.replace(/(?<=backfill\/[0-9a-f]{8})-[0-9a-f-]{27}/, "");
}

/** `sha256:` and twelve digits. */
export function shortDigest(digest: string): string {
  return digest.startsWith("sha256:") ? digest.slice(0, 19) : digest;
}

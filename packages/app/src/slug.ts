/** Room for `-training` and a suffix within the 63 characters of a name. */
const longest = 44;

/**
 * A name of the language (`[a-z][a-z0-9-]*`) that is near to any text: accents are stripped, letters made small, and
 * all else between them is one dash. What begins with no letter gets an `x-` before it.
 */
export function slugOf(text: string): string {
  const plain = text
    .slice(0, 400)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+/, "");
  const named = /^[a-z]/.test(plain) ? plain : `x-${plain}`;
  return named.slice(0, longest).replace(/-+$/, "");
}

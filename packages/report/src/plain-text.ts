/** Text of a user's file or program as it may stand in a terminal, in XML and in HTML: without control characters. */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\ufffe\uffff]/gu, "")
    .trim();
}

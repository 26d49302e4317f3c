/** Text in columns: how wide it is, cut to size, filled up, and wrapped. */
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";

/** Letters of one column each, without marks that combine: Latin, and the signs that views use. */
const narrow =
  /^[\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2190-\u2193\u2200-\u22ff\u2500-\u259f\u2717]*$/;

/** Columns that a text takes on a terminal; colours take none. */
export function widthOf(text: string): number {
  const bare = stripVTControlCharacters(text);
  // The general answer needs the tables of Unicode, which take 20 ms to load.
  return narrow.test(bare) ? bare.length : stringWidth(bare);
}

/**
 * Text from a user's file or program as it may stand in a line of a terminal: no escape sequences, no
 * control characters, a space for a line break.
 */
export function toPlainText(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\r\n]+$/, "")
    .replace(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, " ")
    .replaceAll("\t", "    ")
    .replace(/\p{Cc}/gu, "");
}

/** The same, but line by line, for a message of several lines; empty ones are left out. */
export function toPlainLines(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => toPlainText(line).trimEnd())
    .filter((line) => line !== "");
}

/** A line of a program's output as a terminal would leave it: of a line that writes over itself, the last part. */
export function toLogText(text: string): string {
  const ended = text.replace(/\r+$/, "");
  return toPlainText(ended.slice(ended.lastIndexOf("\r") + 1));
}

/** The text in at most `width` columns, its end replaced by `…` where it is longer. For text without colours. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  if (width < 1) return "";
  if (narrow.test(text)) return `${text.slice(0, width - 1).trimEnd()}…`;
  let taken = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const columns = widthOf(segment);
    if (used + columns > width - 1) break;
    taken += segment;
    used += columns;
  }
  return `${taken.trimEnd()}…`;
}

export function padEnd(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

export function padStart(text: string, width: number): string {
  return " ".repeat(Math.max(0, width - widthOf(text))) + text;
}

/** Lines of at most `width` columns, broken between words; a longer word stands alone. Newlines are kept. */
export function wrap(text: string, width: number): readonly string[] {
  return text.split("\n").flatMap((paragraph) => {
    if (widthOf(paragraph) <= width) return [paragraph];
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && widthOf(longer) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });
}

export function indent(lines: readonly string[], by: string): readonly string[] {
  return lines.map((line) => (line === "" ? "" : by + line));
}

/**
 * Replaces secret values in a stream of bytes, also where a value is cut in two by the border of two
 * chunks. Values are matched exactly, or as they stand in JSON; each line of a value with several lines
 * is a value of its own. Values under four bytes are not looked for: they would match everywhere and
 * hide nothing.
 */
import { redacted } from "@mlx/core";

const shortestSecret = 4;
/**
 * A parameter inside an object is text in JSON (`SM_HP_*`), that is again in `SM_HPS`, and a program
 * that prints the variable as JSON encodes it for the third time.
 */
const deepestEncoding = 3;
const replacement = Buffer.from(redacted);

export interface Redactor {
  /** What may be stored now; the end of the data is held back while it may be the start of a secret. */
  push(data: Buffer): Buffer;
  /** What was held back. */
  end(): Buffer;
}

/** `replayed`: the data comes from Docker's own log, where a character may be broken, see `brokenForms`. */
export function createRedactor(
  secrets: readonly string[],
  { replayed = false }: { readonly replayed?: boolean } = {},
): Redactor {
  const texts = redactedPatterns(secrets);
  const patterns = texts.flatMap((text) => [Buffer.from(text), ...(replayed ? brokenForms(text) : [])]);
  let held: Buffer = Buffer.alloc(0);
  /** So many of the held bytes belong to a secret that was replaced already. */
  let covered = 0;

  if (patterns.length === 0) return { push: (data) => data, end: () => held };

  function push(data: Buffer): Buffer {
    const all = held.length === 0 ? data : Buffer.concat([held, data]);
    const spans = findSpans(all, patterns);
    const keep = heldBackFrom(all, patterns);
    const output = replaceSpans(all, keep, covered, spans);
    const last = spans.findLast(({ start }) => start < keep);
    covered = Math.max(0, Math.max(last?.end ?? 0, covered) - keep);
    held = Buffer.from(all.subarray(keep));
    return output;
  }

  function end(): Buffer {
    const output = replaceSpans(held, held.length, covered, findSpans(held, patterns));
    held = Buffer.alloc(0);
    covered = 0;
    return output;
  }

  return { push, end };
}

/** The texts that are looked for, longest first. */
export function redactedPatterns(secrets: readonly string[]): readonly string[] {
  const isLong = (text: string) => Buffer.byteLength(text) >= shortestSecret;
  const lines = secrets.flatMap((secret) => secret.split(/\r?\n/)).filter(isLong);
  const found = new Set(lines);
  let texts = new Set([...lines, ...secrets.filter(isLong)]);
  for (let depth = 0; depth < deepestEncoding; depth += 1) {
    texts = new Set([...texts].flatMap((text) => [encodeJson(text), encodeAscii(text)]));
    for (const text of texts) found.add(text);
  }
  return [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

/** As it stands between the quotes of a JSON text. */
function encodeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The same as Python's `json.dumps` writes it: everything but printable ASCII is `\uXXXX`. */
function encodeAscii(text: string): string {
  return encodeJson(text).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Docker's log divides a line every 16 KiB, which breaks the character that stands there: each of its
 * bytes is then 0xff. One line for each character of the text that may be the broken one.
 */
function brokenForms(text: string): readonly Buffer[] {
  const whole = Buffer.from(text);
  const forms: Buffer[] = [];
  let at = 0;
  for (const character of text) {
    const length = Buffer.byteLength(character);
    if (length > 1) forms.push(Buffer.from(whole).fill(0xff, at, at + length));
    at += length;
  }
  return forms;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where secrets stand, sorted, overlapping ones merged. */
function findSpans(data: Buffer, patterns: readonly Buffer[]): readonly Span[] {
  const found: Span[] = [];
  for (const pattern of patterns) {
    let start = data.indexOf(pattern);
    while (start >= 0) {
      found.push({ start, end: start + pattern.length });
      start = data.indexOf(pattern, start + 1);
    }
  }
  found.sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of found) {
    const last = merged.at(-1);
    if (last !== undefined && span.start < last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    } else {
      merged.push(span);
    }
  }
  return merged;
}

/** The first position from which on the data is the beginning, and not the whole, of a pattern. */
function heldBackFrom(data: Buffer, patterns: readonly Buffer[]): number {
  let first = data.length;
  for (const pattern of patterns) {
    let at = data.indexOf(pattern[0] ?? 0, Math.max(0, data.length - pattern.length + 1));
    while (at >= 0 && at < first) {
      if (data.subarray(at).equals(pattern.subarray(0, data.length - at))) first = at;
      else at = data.indexOf(pattern[0] ?? 0, at + 1);
    }
  }
  return first;
}

/** `data` up to `until`, without its first `covered` bytes and with each span replaced. */
function replaceSpans(data: Buffer, until: number, covered: number, spans: readonly Span[]): Buffer {
  if (spans.length === 0 && covered === 0) return data.subarray(0, until);
  const parts: Buffer[] = [];
  let at = Math.min(covered, until);
  for (const { start, end } of spans) {
    if (start >= until) break;
    if (start < covered) {
      at = Math.max(at, Math.min(end, until));
      continue;
    }
    parts.push(data.subarray(at, start), replacement);
    at = Math.min(end, until);
  }
  parts.push(data.subarray(at, until));
  return Buffer.concat(parts);
}

import type { Code, Diagnostic, Position, SourceRange } from "@mlx/core";
import { distance } from "fastest-levenshtein";
import type { Span } from "./syntax.ts";

/** What is said about a part of the text. */
export interface Problem {
  readonly code: Code;
  readonly summary: string;
  readonly detail?: string;
  readonly span: Span;
}

/** `source`: how the text is named in messages, e.g. `--filter`. */
export function toDiagnostic({ span, ...problem }: Problem, text: string, source: string): Diagnostic {
  const range: SourceRange = {
    file: source,
    start: positionOf(text, span.start),
    end: positionOf(text, Math.max(span.end, span.start + 1)),
  };
  const lines = text.split("\n");
  const line = lines[range.start.line - 1] ?? "";
  return {
    severity: "error",
    ...problem,
    range,
    snippet: { firstLine: range.start.line, lines: [line] },
    notes: [],
  };
}

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - (before.lastIndexOf("\n") + 1) + 1 };
}

/** `Did you mean X?`, or nothing. */
export function suggest(wanted: string, known: readonly string[]): string | undefined {
  const lower = wanted.toLowerCase();
  const limit = Math.max(1, Math.floor(lower.length / 3));
  const [nearest] = known
    .map((name) => ({ name, difference: distance(lower, name.toLowerCase()) }))
    .filter(({ difference }) => difference <= limit)
    .sort((a, b) => a.difference - b.difference);
  return nearest === undefined ? undefined : `Did you mean \`${nearest.name}\`?`;
}

/** `a`, `a and b`, `a, b and c`; each in backquotes. */
export function listOf(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} and ${last}`;
}

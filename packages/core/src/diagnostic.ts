import type { Code } from "./code.ts";
import type { SourceRange } from "./source-location.ts";

/** A finding about what the user wrote: returned as data, all of them at once, never thrown. */
export interface Diagnostic {
  readonly severity: "error" | "warning";
  readonly code: Code;
  /** One line: what is wrong. */
  readonly summary: string;
  /** Why, and what to do about it. */
  readonly detail?: string;
  readonly range?: SourceRange;
  /** Where in what a client sent, section and name first: `["experiments", "nightly", "schedule", "cron"]`. */
  readonly path?: readonly string[];
  /** The lines of the file around the range, so that a view need not read files. */
  readonly snippet?: Snippet;
  readonly notes: readonly DiagnosticNote[];
}

export interface Snippet {
  /** Number of the first line shown, from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
}

/** A related place: the other definition, an edge of a cycle, the value a reference had. */
export interface DiagnosticNote {
  readonly message: string;
  readonly range?: SourceRange;
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

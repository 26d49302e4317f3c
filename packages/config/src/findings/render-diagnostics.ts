import type { Diagnostic, DiagnosticNote, Snippet } from "@mlx/core";
import { configCode } from "./config-code.ts";
import { createLocator, type Located } from "./locate.ts";
import type { Place, Problem } from "./problem.ts";

/**
 * Problems with their places and excerpts, ordered by file and line; first those without a place.
 * A problem with a value that could not be read in the first place is left out.
 */
export function renderDiagnostics(problems: readonly Problem[]): readonly Diagnostic[] {
  const locate = createLocator();
  const rendered = problems.flatMap((problem) => {
    const located = problem.place === undefined ? undefined : locate(problem.place);
    if (located !== undefined && isAftermath(problem, located)) return [];
    return [{ diagnostic: toDiagnostic(problem, located, locate), located }];
  });
  rendered.sort((a, b) => compare(a.located, b.located));
  return rendered.map(({ diagnostic }) => diagnostic);
}

function isAftermath({ place }: Problem, { start, end }: Located): boolean {
  if (place === undefined || !("file" in place)) return false;
  return place.file.findings.some((finding) => finding.start <= start && end <= finding.end && end > start);
}

function toDiagnostic(
  problem: Problem,
  located: Located | undefined,
  locate: (place: Place) => Located,
): Diagnostic {
  const notes: DiagnosticNote[] = (problem.notes ?? []).map(({ message, place }) =>
    place === undefined ? { message } : { message, range: locate(place).range },
  );
  const { severity, code, summary, detail } = problem;
  return {
    severity,
    code,
    summary,
    ...(detail === undefined ? {} : { detail }),
    ...(located === undefined
      ? {}
      : { range: located.range, snippet: snippetOf(located, code === configCode.secretLiteral) }),
    notes,
  };
}

/** The lines of the range, with one before and one after; at most eight. `hide` blacks the range out. */
function snippetOf({ range, source }: Located, hide: boolean): Snippet {
  const firstLine = Math.max(1, range.start.line - 1);
  const lastLine = Math.min(range.end.line + 1, firstLine + 7);
  const lines: string[] = [];
  for (let line = firstLine; line <= lastLine; line++) {
    const text = source.lines().lineAt(line);
    if (text === undefined) break;
    lines.push(hide ? blackOut(text, line, range) : text);
  }
  return { firstLine, lines };
}

function blackOut(text: string, line: number, { start, end }: Located["range"]): string {
  if (line < start.line || line > end.line) return text;
  const from = line === start.line ? start.column - 1 : 0;
  const to = line === end.line ? end.column - 1 : text.length;
  return `${text.slice(0, from)}${"*".repeat(Math.max(0, to - from))}${text.slice(to)}`;
}

function compare(a: Located | undefined, b: Located | undefined): number {
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? -1 : 1;
  if (a.source.path !== b.source.path) return a.source.path < b.source.path ? -1 : 1;
  return a.start - b.start;
}

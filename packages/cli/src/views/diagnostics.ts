import type { Diagnostic, SourceRange } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { indent, padStart, toPlainText, widthOf, wrap } from "./layout.ts";
import { highlight } from "./prose.ts";

const mostShown = 20;

/** Findings with excerpt and caret, at most 20, then how many more there are. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], view: ViewOptions): string {
  const { colours } = view;
  const blocks = diagnostics.slice(0, mostShown).map((diagnostic) => renderDiagnostic(diagnostic, view));
  const more = diagnostics.length - mostShown;
  if (more > 0) {
    const errors = diagnostics.slice(mostShown).filter(({ severity }) => severity === "error").length;
    blocks.push(
      colours.dim(
        `and ${count(more, "more finding")}: ${count(errors, "error")}, ${count(more - errors, "warning")}`,
      ),
    );
  }
  return blocks.join("\n\n");
}

function renderDiagnostic(diagnostic: Diagnostic, view: ViewOptions): string {
  const { severity, code, summary, detail, range, notes } = diagnostic;
  const { colours } = view;
  const paint = severity === "error" ? colours.red : colours.yellow;
  const width = Math.min(view.width, 100);
  const gutter = gutterOf(diagnostic);
  return [
    ...wrap(
      `${colours.bold(paint(`${severity} ${code}`))}: ${colours.bold(highlight(summary, view))}`,
      view.width,
    ),
    ...(range === undefined ? [] : [`${" ".repeat(gutter)} ${colours.blue("-->")} ${formatPlace(range)}`]),
    ...renderExcerpt(diagnostic, gutter, view),
    ...(detail === undefined ? [] : indent(wrap(highlight(detail, view), width - 2), "  ")),
    ...notes.flatMap(({ message, range: place }) =>
      indent(
        wrap(
          `${colours.blue("note:")} ${highlight(message, view)}${place === undefined ? "" : ` (${formatPlace(place)})`}`,
          width - 2,
        ),
        "  ",
      ),
    ),
  ].join("\n");
}

/** `file:line:column`, which editors and terminals can open. */
function formatPlace({ file, start }: SourceRange): string {
  return `${file}:${start.line}:${start.column}`;
}

function gutterOf({ snippet }: Diagnostic): number {
  return snippet === undefined ? 1 : String(snippet.firstLine + snippet.lines.length - 1).length;
}

function renderExcerpt(
  { range, snippet, severity }: Diagnostic,
  gutter: number,
  { colours, width }: ViewOptions,
): readonly string[] {
  if (range === undefined || snippet === undefined) return [];
  const bar = colours.blue("|");
  const room = Math.max(20, width - gutter - 4);
  const span = measureSpan(range, snippet.lines[range.start.line - snippet.firstLine] ?? "");
  const skipped = Math.max(0, span.before + Math.min(span.size, room >> 1) + 2 - room);
  const lines = snippet.lines.flatMap((text, index) => {
    const number = snippet.firstLine + index;
    const line = `${colours.blue(padStart(String(number), gutter))} ${bar} ${cutOut(toPlainText(text), skipped, room)}`;
    if (number !== range.start.line) return [line.trimEnd()];
    const before = span.before - skipped;
    const caret = "^".repeat(Math.max(1, Math.min(span.size, room - before)));
    const paint = severity === "error" ? colours.red : colours.yellow;
    return [line.trimEnd(), `${" ".repeat(gutter)} ${bar} ${" ".repeat(before)}${paint(caret)}`];
  });
  return [`${" ".repeat(gutter)} ${bar}`, ...lines];
}

/** Columns before the span and of it, as the line is shown. A span over several lines ends with its first. */
function measureSpan({ start, end }: SourceRange, line: string): { before: number; size: number } {
  const last = end.line === start.line ? end.column - 1 : line.length;
  return {
    before: widthOf(toPlainText(line.slice(0, start.column - 1))),
    size: widthOf(toPlainText(line.slice(start.column - 1, last))),
  };
}

/** The part of a long line around the span; `…` where something was left out. */
function cutOut(text: string, skipped: number, room: number): string {
  const rest = skipped === 0 ? text : `…${text.slice(skipped + 1)}`;
  return rest.length <= room ? rest : `${rest.slice(0, room - 1)}…`;
}

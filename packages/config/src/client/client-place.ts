/** Where something stands in what a client declares: a path through sections and names, and no line. */
import { type Diagnostic, type DiagnosticNote, type Kind, sectionOf } from "@mlx/core";
import type { SourceFile } from "../files/source-file.ts";
import type { Place, Problem } from "../findings/problem.ts";
import type { Layer } from "../resolve/declarations.ts";
import { createLineIndex } from "../text/line-index.ts";

/** It stands for what was sent, so that checks need not know that it is no file. */
export const clientFile: SourceFile = {
  path: "",
  folder: "",
  value: {},
  marks: {},
  findings: [],
  text: () => "",
  lines: () => createLineIndex(""),
  positions: () => new Int32Array(),
};

/** `name` with its key. */
export function clientLayer(kind: Kind, name: string): Layer {
  return { file: clientFile, path: [sectionOf[kind], name] };
}

/** In order of their places, errors first where several stand at one. */
export function clientDiagnostics(problems: readonly Problem[]): readonly Diagnostic[] {
  return problems
    .map(({ severity, code, summary, detail, place, notes = [] }): Diagnostic => {
      const path = place === undefined ? undefined : pathOf(place);
      return {
        severity,
        code,
        summary,
        ...(detail === undefined ? {} : { detail }),
        ...(path === undefined ? {} : { path }),
        notes: notes.map(toNote),
      };
    })
    .sort((a, b) => compare(keyOf(a), keyOf(b)));
}

function pathOf(place: Place): readonly string[] | undefined {
  return "path" in place ? place.path : undefined;
}

function toNote({ message, place }: { readonly message: string; readonly place?: Place }): DiagnosticNote {
  const path = place === undefined ? undefined : pathOf(place);
  return { message: path === undefined ? message : `${path.join(".")}: ${message}` };
}

function keyOf({ path = [], severity }: Diagnostic): string {
  return `${path.join("\n")}\n${severity === "error" ? 0 : 1}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

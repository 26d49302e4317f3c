import { canonicalJson, type Diagnostic } from "@mlx/core";
import { createSourceText } from "../files/source-file.ts";
import { createProblems } from "../findings/problem.ts";
import { renderDiagnostics } from "../findings/render-diagnostics.ts";

export type FormattedText =
  | { readonly text: string }
  /** The text cannot be read; it stays as it is. */
  | { readonly diagnostics: readonly Diagnostic[] };

/**
 * A file's text in the canonical layout: two spaces, sections in the order of the language, one
 * empty line between them. Comments, anchors, quotes and values stay. Formatting twice changes
 * nothing more; a text whose meaning would change is left as it is.
 */
export async function formatText(text: string, file: string): Promise<FormattedText> {
  const [{ parseYaml }, { layOut }] = await Promise.all([import("./parse-yaml.ts"), import("./lay-out.ts")]);
  const before = parseYaml(text);
  if (before.findings.length > 0) {
    const source = createSourceText(file, Buffer.from(text));
    const problems = createProblems();
    for (const { code, severity, summary, detail, start, end } of before.findings) {
      problems[severity](code, { source, start, end }, summary, { detail });
    }
    return { diagnostics: renderDiagnostics(problems.all) };
  }
  const meaning = canonicalJson(before.value);
  for (const order of [true, false]) {
    const formatted = settle(text, (current) => layOut(current, order));
    if (formatted === undefined) continue;
    const after = parseYaml(formatted);
    if (after.findings.length === 0 && canonicalJson(after.value) === meaning) return { text: formatted };
  }
  return { text };
}

/** Applies a step until it changes nothing more; `undefined` when it goes on. */
function settle(text: string, step: (text: string) => string | undefined): string | undefined {
  let current = text;
  for (let round = 0; round < 5; round++) {
    const next = step(current);
    if (next === undefined || next === current) return next;
    current = next;
  }
  return undefined;
}

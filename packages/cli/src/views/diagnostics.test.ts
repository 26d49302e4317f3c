import { expect, test } from "vitest";
import { diagnosticOf, viewOf } from "../../test/values.ts";
import { renderDiagnostics } from "./diagnostics.ts";
import { widthOf } from "./layout.ts";

test("a finding with its excerpt, caret and notes", () => {
  const note = {
    message: "the recipe is used here",
    range: { file: "b.mlx.yaml", start: { line: 3, column: 5 }, end: { line: 3, column: 9 } },
  };
  expect(renderDiagnostics([diagnosticOf({ notes: [note] })], viewOf())).toMatchInlineSnapshot(`
    "error MLX1203: unknown key \`learning_rat\`
       --> mlx.yaml:14:14
       |
    13 |   defaults:
    14 |     train: { learning_rat: 0.1 }
       |              ^^^^^^^^^^^^
    15 | instances:
      Did you mean \`learning_rate\`?
      note: the recipe is used here (b.mlx.yaml:3:5)"
  `);
});

test("a finding without a place", () => {
  const { range: _, snippet: __, detail: ___, ...rest } = diagnosticOf({ severity: "warning" });
  expect(renderDiagnostics([rest], viewOf())).toBe("warning MLX1203: unknown key `learning_rat`");
});

test("the caret stands under the span behind tabs and wide characters", () => {
  const line = "\t# データ: x: oops";
  const at = line.indexOf("oops") + 1;
  const text = renderDiagnostics(
    [
      diagnosticOf({
        range: { file: "a", start: { line: 1, column: at }, end: { line: 1, column: at + 4 } },
        snippet: { firstLine: 1, lines: [line] },
      }),
    ],
    viewOf(),
  );
  const [source = "", caret = ""] = text.split("\n").slice(3, 5);
  expect(widthOf(caret.slice(0, caret.indexOf("^")))).toBe(widthOf(source.slice(0, source.indexOf("oops"))));
  expect(caret.trimEnd().endsWith("^^^^")).toBe(true);
});

test("a long line is cut around the span", () => {
  const line = `${"a".repeat(300)}oops${"b".repeat(300)}`;
  const text = renderDiagnostics(
    [
      diagnosticOf({
        range: { file: "a", start: { line: 1, column: 301 }, end: { line: 1, column: 305 } },
        snippet: { firstLine: 1, lines: [line] },
      }),
    ],
    viewOf({ width: 80 }),
  );
  const [source = "", caret = ""] = text.split("\n").slice(3, 5);
  expect(source.slice(caret.indexOf("^"), caret.indexOf("^") + 4)).toBe("oops");
  expect(text.split("\n").every((each) => widthOf(each) <= 80)).toBe(true);
});

test("a span over several lines ends with its first", () => {
  const text = renderDiagnostics(
    [
      diagnosticOf({
        range: { file: "a", start: { line: 1, column: 1 }, end: { line: 3, column: 2 } },
        snippet: { firstLine: 1, lines: ["abc:", "  d: 1", "e"] },
      }),
    ],
    viewOf(),
  );
  expect(text.split("\n")[4]).toBe("  | ^^^^");
});

test("at most 20 are shown, and the rest counted", () => {
  const many = [...Array(21).fill(diagnosticOf()), diagnosticOf({ severity: "warning" })];
  const text = renderDiagnostics(many, viewOf());
  expect(text.match(/MLX1203/g)?.length).toBe(20);
  expect(text.endsWith("and 2 more findings: 1 error, 1 warning")).toBe(true);
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseTemplate } from "./parse-template.ts";

function partsOf(text: string) {
  const parsed = parseTemplate(text);
  return "template" in parsed ? parsed.template.parts : parsed.error;
}

describe("parseTemplate", () => {
  it("splits a text at its expressions", () => {
    expect(partsOf('a ${dataset.retail-sales[eu].path ?? f("}", 2)} b $${c} $')).toEqual([
      "a ",
      {
        text: '${dataset.retail-sales[eu].path ?? f("}", 2)}',
        expression: {
          type: "fallback",
          left: {
            type: "reference",
            text: "dataset.retail-sales[eu].path",
            segments: [
              { name: "dataset", bracketed: false },
              { name: "retail-sales", bracketed: false },
              { name: "eu", bracketed: true },
              { name: "path", bracketed: false },
            ],
          },
          right: {
            type: "call",
            name: "f",
            arguments: [
              { type: "literal", value: "}" },
              { type: "literal", value: 2 },
            ],
          },
        },
      },
      " b ${c} $",
    ]);
  });

  it("says what is wrong, and where", () => {
    expect(partsOf("x ${var.} y")).toEqual({ message: "a name is missing after the dot", part: "${var.}" });
    expect(partsOf("${a b}")).toEqual({ message: "`b` is not expected here", part: "${a b}" });
    expect(partsOf("${f(1}")).toEqual({ message: "the closing ) is missing", part: "${f(1}" });
    expect(partsOf("${a[b}")).toEqual({ message: "the closing ] is missing", part: "${a[b}" });
    expect(partsOf(`\${${"(".repeat(60)}`)).toMatchObject({
      message: "it is nested more than 50 levels deep",
    });
  });

  it("answers at once for any text", () => {
    const pieces = fc.constantFrom(
      "${",
      "}",
      "$",
      "$${",
      "var",
      ".",
      "[",
      "]",
      "(",
      ")",
      ",",
      "??",
      '"',
      "'",
      "\\",
      " ",
      "1",
      "-",
      "e",
      "null",
      "\n",
      "é",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 60 }).map((all) => all.join("")),
        ),
        (text) => {
          const parsed = parseTemplate(text);
          if ("error" in parsed) expect(text).toContain(parsed.error.part);
          else if (!text.includes("${")) expect(parsed.template.parts).toEqual(text === "" ? [] : [text]);
        },
      ),
      { numRuns: 5000 },
    );
  });

  it("takes time in proportion to the text", () => {
    for (const piece of ["${a", '${"', "${a[", "$${", "${a ?? ", "${(", "${f("]) {
      const parsed = parseTemplate(piece.repeat(100_000));
      expect(Object.keys(parsed)).toHaveLength(1);
    }
  });
});

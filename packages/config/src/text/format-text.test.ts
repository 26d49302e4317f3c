import { canonicalJson } from "@mlx/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Document } from "yaml";
import { formatText } from "./format-text.ts";
import { parseYaml } from "./parse-yaml.ts";

async function format(text: string): Promise<string> {
  const formatted = await formatText(text, "mlx.yaml");
  return "text" in formatted ? formatted.text : JSON.stringify(formatted.diagnostics);
}

describe("formatText", () => {
  it("puts sections in order and indents by two, with comments, anchors and quotes kept", async () => {
    const text = `# yaml-language-server: $schema=x
# about the project

instances:
    # the first
    a: {recipe: r}   # beside
    b:
        recipe:   "r"
        tasks: {train: {parameters: &p {x: 1}}, score: {parameters: *p}}



# what is read
datasets:
  d: {path: 'x.csv'}   # d

  e:
      path: >-
        folded
        text that goes on for so long that it does not fit into a line of eighty columns
project:   retail
# the end
`;
    expect(await format(text)).toBe(`# yaml-language-server: $schema=x
# about the project

project: retail

# what is read
datasets:
  d: { path: 'x.csv' } # d

  e:
    path: >-
      folded text that goes on for so long that it does not fit into a line of
      eighty columns

instances:
  # the first
  a: { recipe: r } # beside
  b:
    recipe: "r"
    tasks: { train: { parameters: &p { x: 1 } }, score: { parameters: *p } }

# the end
`);
  });

  it("leaves the order where an alias would come before its anchor", async () => {
    expect(await format("recipes: {r: &r {image: x}}\nvariables: {v: {default: *r}}\n")).toBe(
      "recipes: { r: &r { image: x } }\n\nvariables: { v: { default: *r } }\n",
    );
  });

  it("shows what is wrong with a text that cannot be read", async () => {
    expect(await formatText("a: 1\na: 2\n", "x.mlx.yaml")).toMatchObject({
      diagnostics: [{ code: "MLX1002", range: { file: "x.mlx.yaml", start: { line: 2, column: 1 } } }],
    });
  });

  it("changes nothing the second time, and never the meaning", async () => {
    const scalar = fc.oneof(
      fc.string(),
      fc.constantFrom(
        "a: b",
        "# no",
        "${var.x}",
        " padded ",
        "two\nlines\n",
        "- x",
        "yes",
        "1",
        "*a",
        "&a",
        "!t",
        "'",
        '"',
        "\t",
      ),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    );
    const key = fc.oneof(
      fc.constantFrom(
        "project",
        "datasets",
        "recipes",
        "moved",
        "<<x",
        "1",
        "0x1",
        "a b",
        "? q",
        "null",
        "~x",
      ),
      fc.string({ minLength: 1 }).filter((text) => text !== "__proto__" && text !== "<<"),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: "small" }, scalar, fc.array(tie("value"), { maxLength: 4 }), tie("map")),
      map: fc.dictionary(key, tie("value"), { maxKeys: 5 }),
    }));
    const comment = fc.option(fc.string().map((text) => ` ${text.replaceAll(/[^ -~]/g, "")}`));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(key, value, { minKeys: 1, maxKeys: 6 }),
        comment,
        fc.constantFrom(1, 2, 3, 4, 6),
        fc.boolean(),
        async (content, before, indent, flow) => {
          const document = new Document(content);
          if (before !== null) document.commentBefore = before;
          const text = document.toString({ indent, collectionStyle: flow ? "flow" : "any", lineWidth: 40 });
          const original = parseYaml(text);
          fc.pre(original.findings.length === 0);
          const once = await format(text);
          expect(canonicalJson(parseYaml(once).value)).toBe(canonicalJson(original.value));
          expect(await format(once)).toBe(once);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("answers for any text", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .array(
            fc.constantFrom(
              "a",
              ":",
              " ",
              "\n",
              "- ",
              "  ",
              "{",
              "}",
              "[",
              "]",
              ",",
              "#",
              "&a ",
              "*a",
              "!x ",
              "|",
              ">",
              "'",
              '"',
              "<<",
              "?",
              "\t",
              "é",
              "---\n",
              "...\n",
              "%",
            ),
            { maxLength: 40 },
          )
          .map((parts) => parts.join("")),
        async (text) => {
          const once = await formatText(text, "x");
          if ("diagnostics" in once) {
            expect(once.diagnostics.length).toBeGreaterThan(0);
            return;
          }
          expect(await formatText(once.text, "x")).toEqual(once);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

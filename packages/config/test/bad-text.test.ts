/** Files that cannot be read, or not as what they are meant to be. */
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadProject } from "../src/index.ts";
import { createProjectFolder } from "../src/testing.ts";
import { load, problemsOf, show } from "./load.ts";

describe("the text of a file", () => {
  it.each([
    [
      "a tab as indentation",
      "datasets:\n\td: 1\n",
      "x.mlx.yaml:2:1 MLX1001 This is not valid YAML: tabs are not allowed as indentation. | Indent with spaces.",
    ],
    [
      "a bracket that is not closed",
      "datasets: {\n",
      "x.mlx.yaml:2:1 MLX1001 This is not valid YAML: flow map in block collection must be sufficiently indented and end with a }. | Check the indentation of this line, and that a space follows each colon.",
    ],
    [
      "an expression between braces",
      "datasets: { d: { path: ${var.x} } }\n",
      "x.mlx.yaml:1:25 MLX1001 This is not valid YAML: unexpected flow-map-start at node end. | Between { } and [ ] an expression has to stand in quotes, because it has braces itself.",
    ],
    [
      "a key that stands twice",
      "datasets:\n  d: { path: a.csv }\n  d: { path: b.csv }\n",
      "x.mlx.yaml:3:3 MLX1002 The key `d` stands here twice. | A key may stand only once in a map. Remove one of the two, or rename it.",
    ],
    [
      "an unknown tag",
      "datasets:\n  d: { path: !include x.csv }\n",
      "x.mlx.yaml:2:14 MLX1003 The tag `!include` is not known. | Values are plain YAML: text, numbers, booleans, null, lists and maps. Put text that begins with ! in quotes.",
    ],
    [
      "an alias without an anchor",
      "datasets:\n  d: *nothing\n",
      "x.mlx.yaml:2:6 MLX1004 There is no anchor `&nothing` before this alias.",
    ],
    [
      "an alias to what it stands in",
      "datasets:\n  d: &d { path: a.csv, tags: *d }\n",
      "x.mlx.yaml:2:30 MLX1004 The alias `*d` stands inside the value that it repeats.",
    ],
    [
      "several documents",
      "datasets: {}\n---\nrecipes: {}\n",
      "x.mlx.yaml:2:1 MLX1007 The file holds more than one YAML document. | Put each document into a file of its own, or remove the `---` between them.",
    ],
    ["nothing", "", "x.mlx.yaml:1:1 MLX1008 The file is empty."],
    ["only comments", "# soon\n", "x.mlx.yaml:1:1 MLX1008 The file is empty."],
    [
      "a list",
      "- datasets\n",
      "x.mlx.yaml:1:1 MLX1009 The top level of the file has to be a map of sections. | It begins with keys such as `project:`, `datasets:` or `recipes:`.",
    ],
    [
      "a text",
      "hello\n",
      "x.mlx.yaml:1:1 MLX1009 The top level of the file has to be a map of sections. | It begins with keys such as `project:`, `datasets:` or `recipes:`.",
    ],
    [
      "an infinite number",
      "recipes: { r: { image: x, defaults: { train: { a: .inf } } } }\n",
      "x.mlx.yaml:1:51 MLX1010 The number `.inf` cannot be kept exactly. | Infinite values and NaN are not allowed. Put it in quotes to pass it as text.",
    ],
    [
      "a number with too many digits",
      "recipes: { r: { image: x, defaults: { train: { a: 12345678901234567890 } } } }\n",
      "x.mlx.yaml:1:51 MLX1010 The number `12345678901234567890` cannot be kept exactly. | Integers beyond 9007199254740991 lose digits. Put it in quotes to pass it as text.",
    ],
    [
      "a list as key",
      "datasets: { ? [a] : { path: a.csv } }\n",
      "x.mlx.yaml:1:15 MLX1011 A key has to be text.",
    ],
    [
      "a key that JavaScript would mistake",
      "datasets: { __proto__: { path: a.csv } }\n",
      "x.mlx.yaml:1:13 MLX1011 The key `__proto__` is not allowed.",
    ],
    [
      "nesting without end",
      `datasets: ${"[".repeat(50_000)}`,
      "x.mlx.yaml:1:12 MLX1012 Values are nested far too deep.",
    ],
    [
      "nesting of two hundred levels",
      `datasets: { d: { path: a.csv, tags: ${"[".repeat(200)}${"]".repeat(200)} } }\n`,
      "x.mlx.yaml:1:135 MLX1012 Values are nested more than 100 levels deep.",
    ],
    [
      "something that is not UTF-8",
      new Uint8Array([0x64, 0xff, 0xfe, 0x0a]),
      "x.mlx.yaml:1:1 MLX1005 The file is not UTF-8 text. | Save it as UTF-8. Other encodings are not read.",
    ],
    [
      "more than 10 MiB",
      "#".repeat(10 * 1024 * 1024 + 1),
      "x.mlx.yaml:1:1 MLX1006 The file is larger than 10 MiB (10.0 MiB). | Split it into several `*.mlx.yaml` files.",
    ],
  ])("with %s is refused", async (_, text, problem) => {
    const problems = await problemsOf({ "x.mlx.yaml": text });
    expect(
      problems.map((line) =>
        line.replace(/1:\d+ MLX1012 Values are nested far/, "1:12 MLX1012 Values are nested far"),
      ),
    ).toEqual([problem]);
  });

  it("that multiplies itself with aliases is refused at once", async () => {
    let text =
      "recipes:\n  r:\n    image: x\n    defaults:\n      train:\n        a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (let level = 1; level < 10; level++) {
      text += `        a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(", ")}]\n`;
    }
    expect(await problemsOf({ "x.mlx.yaml": text })).toEqual([
      "x.mlx.yaml:10:23 MLX1004 The aliases in this file expand to far more values than the file holds. | Nested aliases multiply. Write the values out, or use `forEach` or `matrix`.",
    ]);
  });

  it("of exactly 10 MiB, with a byte order mark and Windows line ends, is read", async () => {
    const start = "\uFEFFdatasets:\r\n  d: { path: a.csv }\r\n#";
    const text = start + "x".repeat(10 * 1024 * 1024 - Buffer.byteLength(start));
    const { diagnostics, state } = await load({ "x.mlx.yaml": text });
    expect(diagnostics).toEqual([]);
    expect(state?.resources[0]?.at).toEqual({ file: "x.mlx.yaml", line: 2, column: 3 });
  });

  it("shows an excerpt, the exact span and the other place", async () => {
    const { diagnostics } = await load({
      "x.mlx.yaml":
        "datasets:\n  d: { path: a.csv }\n  e: { path: b.csv }\n  d: { path: c.csv }\nrecipes:\n  r: { image: x }\n",
    });
    expect(diagnostics).toEqual([
      {
        severity: "error",
        code: "MLX1002",
        summary: "The key `d` stands here twice.",
        detail: "A key may stand only once in a map. Remove one of the two, or rename it.",
        range: { file: "x.mlx.yaml", start: { line: 4, column: 3 }, end: { line: 4, column: 4 } },
        snippet: { firstLine: 3, lines: ["  e: { path: b.csv }", "  d: { path: c.csv }", "recipes:"] },
        notes: [
          {
            message: "It stands here first.",
            range: { file: "x.mlx.yaml", start: { line: 2, column: 3 }, end: { line: 2, column: 4 } },
          },
        ],
      },
    ]);
  });

  it("of several files is checked in one pass, without consequences of what could not be read", async () => {
    expect(
      await problemsOf({
        "b.mlx.yaml":
          "recipes: { r: { imag: x, image: y, env: { A: *no } } }\ninstances: { i: { recipe: missing } }\n",
        "a.mlx.yaml": "datasets: [\n",
        "c.mlx.yaml":
          "variables: { v: { default: 1 } }\nexperiments: { e: { instance: i, parameters: { a: '${var.w}', b: 1 }, task: score } }\n",
      }),
    ).toEqual([
      "a.mlx.yaml:2:1 MLX1001 This is not valid YAML: flow sequence in block collection must be sufficiently indented and end with a ]. | Check the indentation of this line, and that a space follows each colon.",
      "b.mlx.yaml:1:17 MLX1101 The key `imag` is not known here. | Did you mean `image`?",
      "b.mlx.yaml:1:46 MLX1004 There is no anchor `&no` before this alias.",
    ]);
  });
});

describe("a file", () => {
  it("that is missing or cannot be opened is told", async () => {
    using folder = createProjectFolder({});
    const options = { root: folder.root, variables: {}, variableFiles: [], processEnv: {} };
    expect((await loadProject(options)).diagnostics.map(show)).toEqual([
      "MLX1013 There is no `mlx.yaml` in this folder. | `mlx init` makes one; `-C DIR` works in another folder.",
    ]);
    folder.write("mlx.yaml", "project: p\n");
    symlinkSync(join(folder.root, "gone"), join(folder.root, "link.mlx.yaml"));
    const { diagnostics, state } = await loadProject(options);
    expect(diagnostics.map(show)).toEqual(["link.mlx.yaml:1:1 MLX1014 The file cannot be read (ENOENT)."]);
    expect(state).toBeUndefined();
  });

  it("without a project name, or with one where it does not belong, is told", async () => {
    expect(
      await problemsOf({ "mlx.yaml": "datasets:\n", "x.mlx.yaml": "project: q\ninclude: []\nrecipes:\n" }),
    ).toEqual([
      "mlx.yaml:1:1 MLX1016 `project` is missing. | Give the project a name in mlx.yaml: `project: my-project`.",
      "x.mlx.yaml:1:1 MLX1017 `project` belongs into mlx.yaml.",
      "x.mlx.yaml:2:1 MLX1017 `include` belongs into mlx.yaml.",
    ]);
    expect(await problemsOf({ "mlx.yaml": "project: Retail Shop\n" })).toEqual([
      "mlx.yaml:1:10 MLX1105 `project` cannot be `Retail Shop`. | The project's name. It stands in mlx.yaml, once.",
    ]);
  });

  it("outside the project, or one that matches nothing, cannot be included", async () => {
    expect(
      await problemsOf({ "mlx.yaml": 'project: p\ninclude: ["../x.yaml", "/etc/*.yaml", "none/*.yaml"]\n' }),
    ).toEqual([
      "mlx.yaml:2:11 MLX1015 `../x.yaml` leaves the project's folder. | A project's files stand in its own folder and below.",
      "mlx.yaml:2:24 MLX1015 `/etc/*.yaml` leaves the project's folder. | A project's files stand in its own folder and below.",
      "mlx.yaml:2:39 warning MLX1015 No file matches `none/*.yaml`.",
    ]);
  });
});

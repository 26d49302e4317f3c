/** Variables and expressions, as they come out in resources and in messages. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadProject } from "../src/index.ts";
import { createProjectFolder } from "../src/testing.ts";
import { load, problemsOf, show, specOf } from "./load.ts";

/** The parameters of a recipe whose defaults are these lines. */
async function parametersOf(lines: string, options: Parameters<typeof load>[1] = {}, more = "") {
  const indented = lines.replaceAll(/^/gm, "        ");
  const spec = await specOf(
    `recipes:\n  r:\n    image: x\n    defaults:\n      train:\n${indented}\n${more}`,
    "recipe/r",
    options,
  );
  return "defaults" in spec ? spec.defaults.train : undefined;
}

describe("an expression", () => {
  it("keeps its type when it is the whole value, and is text within text", async () => {
    const variables = `
variables:
  n: { default: 3 }
  f: { default: 0.5 }
  yes: { default: true }
  list: { default: [a, 1] }
  map: { default: { k: { v: deep } } }
  nothing: { default: null }
`;
    expect(
      await parametersOf(
        [
          "n: ${var.n}",
          "f: ${ var.f }",
          "yes: ${var.yes}",
          "list: ${var.list}",
          "map: ${var.map}",
          "nothing: ${var.nothing}",
          "text: n=${var.n}, ${var.yes} and ${var.map.k.v}",
          "item: ${var.list.1}",
          "literals: ${\"a\\nb\"}${'c'}${1.5e3}${true}",
          "escaped: $${var.n} ${var.n} $5",
          "inner: [{ deep: '${var.n}' }]",
        ].join("\n"),
        {},
        variables,
      ),
    ).toEqual({
      n: 3,
      f: 0.5,
      yes: true,
      list: ["a", 1],
      map: { k: { v: "deep" } },
      nothing: null,
      text: "n=3, true and deep",
      item: 1,
      literals: "a\nbc1500true",
      escaped: "${var.n} 3 $5",
      inner: [{ deep: 3 }],
    });
  });

  it("has defaults, functions, and knows project and environment", async () => {
    const more = `
variables: { unset: { type: string }, list: { default: [b, 2] }, nothing: { default: null } }
environments: { dev: { default: true } }
`;
    expect(
      await parametersOf(
        [
          'a: ${env.NO ?? "none"}',
          'b: ${env.YES ?? "none"}',
          'c: ${var.unset ?? env.NO ?? ("last")}',
          'd: ${var.nothing ?? "was null"}',
          'e: ${upper("äb")}-${lower("AB")}',
          'f: ${join(", ", var.list)}',
          "g: ${toJson(var.list)}",
          "h: ${project}/${environment}",
          'i: ${var.list.7 ?? "short"}',
        ].join("\n"),
        { processEnv: { YES: "" } },
        more,
      ),
    ).toEqual({
      a: "none",
      b: "",
      c: "last",
      d: "was null",
      e: "ÄB-ab",
      f: "b, 2",
      g: '["b",2]',
      h: "p/dev",
      i: "short",
    });
  });

  it("reads files of the project, and says which ones it read", async () => {
    const { state, watchFiles } = await load({
      "sub/x.mlx.yaml": `recipes: { r: { image: x, defaults: { train: { text: '\${file("../notes.txt")}', hash: '\${sha256("data.bin")}' } } } }\n`,
      "notes.txt": "hello\n",
      "sub/data.bin": "abc",
    });
    expect(state?.resources[0]?.spec).toMatchObject({
      defaults: {
        train: { text: "hello\n", hash: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
      },
    });
    expect(watchFiles).toEqual(["mlx.yaml", "sub/x.mlx.yaml", "notes.txt", "sub/data.bin"]);
  });

  it("reads nothing outside the project, not even through a link", async () => {
    const outside = mkdtempSync(join(tmpdir(), "mlx-outside-"));
    writeFileSync(join(outside, "secret.txt"), "s3cret");
    using folder = createProjectFolder({
      "mlx.yaml": `project: p
recipes:
  r:
    image: x
    defaults:
      train:
        a: \${file("../${outside.split("/").at(-1)}/secret.txt")}
        b: \${file("${outside}/secret.txt")}
        c: \${sha256("link/secret.txt")}
        d: \${file("none.txt")}
        e: \${file("latin1.txt")}
`,
      "latin1.txt": new Uint8Array([0xe4, 0x0a]),
    });
    symlinkSync(outside, join(folder.root, "link"));
    const { diagnostics } = await loadProject({
      root: folder.root,
      variables: {},
      variableFiles: [],
      processEnv: {},
    });
    rmSync(outside, { recursive: true });
    expect(
      diagnostics.map(({ code, summary }) => [
        code,
        summary.replaceAll(outside, "OUT").replace(/mlx-outside-\w+/, "OUT"),
      ]),
    ).toEqual([
      ["MLX1307", "The file `../OUT/secret.txt` lies outside the project's folder."],
      ["MLX1307", "The file `OUT/secret.txt` lies outside the project's folder."],
      ["MLX1307", "The file `link/secret.txt` lies outside the project's folder."],
      ["MLX1307", "The file `none.txt` does not exist."],
      ["MLX1307", "The file `latin1.txt` is not UTF-8 text."],
    ]);
  });

  it("that is wrong is shown in its place", async () => {
    const text = `variables: { data: { default: 3 }, list: { default: [1] } }
recipes:
  r:
    image: x
    defaults:
      train:
        a: "x \${var.dat} y"
        b: \${var.data
        c: \${}
        d: \${vars.data}
        e: \${data}
        f: \${uper("x")}
        g: \${upper(3)}
        h: \${env.NOPE}
        i: again \${env.NOPE}
        j: a \${var.list} b
        k: \${each.key}
        l: \${var.list.x}
        m: \${dataset.sales.path}
        n: \${recipe.r.nothing}
        o: \${1 +}
        p: \${"open}
        q: \${environment}
        r: \${join(var.list)}
        s: >-
          folded
          \${var.dta}
`;
    expect(await problemsOf(text)).toEqual([
      "mlx.yaml:8:17 MLX1303 There is no variable `dat`. | Did you mean `data`?",
      'mlx.yaml:9:12 MLX1301 This expression cannot be read: the closing } is missing. | `${var.NAME}` and `${env.NAME ?? "default"}` are expressions; `$${` stands for `${` itself.',
      'mlx.yaml:10:12 MLX1301 This expression cannot be read: there is nothing in it. | `${var.NAME}` and `${env.NAME ?? "default"}` are expressions; `$${` stands for `${` itself.',
      "mlx.yaml:11:14 MLX1302 `vars.data` does not refer to anything. | Did you mean `var`?",
      "mlx.yaml:12:14 MLX1302 `data` does not refer to anything. | Did you mean `var.data`?",
      "mlx.yaml:13:14 MLX1306 There is no function `uper`. | Did you mean `upper`?",
      "mlx.yaml:14:14 MLX1306 `upper` does not take these values. | It is used as `${upper(text)}`.",
      'mlx.yaml:15:14 MLX1305 The environment variable `NOPE` is not set. | Set it, or give a default: `${env.NOPE ?? "…"}`.',
      'mlx.yaml:17:14 MLX1308 `${var.list}` is a list, which cannot stand within a text. | Let it be the whole value, or turn it into text with `join(", ", …)` or `toJson(…)`.',
      "mlx.yaml:18:14 MLX1302 `each.key` does not refer to anything. | `each` is only known in a resource with `forEach` or `matrix`.",
      "mlx.yaml:19:14 MLX1311 `var.list` has no `x`. | It is a list.",
      "mlx.yaml:20:14 MLX1201 There is no dataset `sales`. | Declare it, or correct the name.",
      "mlx.yaml:21:14 MLX1311 `recipe/r` has no `nothing`. | It has `image`, `defaults`.",
      'mlx.yaml:22:12 MLX1301 This expression cannot be read: `+` is not expected here. | `${var.NAME}` and `${env.NAME ?? "default"}` are expressions; `$${` stands for `${` itself.',
      'mlx.yaml:23:12 MLX1301 This expression cannot be read: the closing quote is missing. | `${var.NAME}` and `${env.NAME ?? "default"}` are expressions; `$${` stands for `${` itself.',
      'mlx.yaml:24:14 MLX1302 No environment is chosen. | Choose one with `--env NAME`, or give a default: `${environment ?? "none"}`.',
      'mlx.yaml:25:14 MLX1306 `join` does not take these values. | It is used as `${join(", ", list)}`.',
      "mlx.yaml:28:13 MLX1303 There is no variable `dta`. | Did you mean `data`?",
    ]);
  });

  it("shows the values that took part in a wrong value", async () => {
    const { diagnostics } = await load(
      `variables: { cpus: { type: string, default: many }, kind: { type: string } }
recipes: { r: { image: x } }
instances:
  i: { recipe: r, tasks: { train: { specification: { type: "\${var.kind}", cpus: "\${var.cpus}" } } } }
`,
      { variables: { kind: "Container" } },
    );
    expect(diagnostics.map(({ summary, notes }) => [summary, notes])).toEqual([
      [
        "`type` has to be `ContainerTaskSpec` or `SparkTaskSpec`, not `Container`.",
        [{ message: '`var.kind` is "Container", from --var.' }],
      ],
      [
        "`cpus` has to be a number, not text.",
        [
          {
            message: '`var.cpus` is "many", its default.',
            range: { file: "mlx.yaml", start: { line: 2, column: 45 }, end: { line: 2, column: 49 } },
          },
        ],
      ],
    ]);
  });

  it("cannot lead back to itself, nor multiply", async () => {
    const { diagnostics } = await load(`datasets:
  a: { path: "\${dataset.b.path}" }
  b: { path: "x/\${dataset.a.path}" }
`);
    expect(
      diagnostics.map(({ code, summary, notes }) => [code, summary, notes.map(({ message }) => message)]),
    ).toEqual([
      [
        "MLX1310",
        "These values depend on each other.",
        ["`dataset/b.path` refers to `dataset/a.path`.", "`dataset/a.path` refers to `dataset/b.path`."],
      ],
    ]);
    let bomb = "variables:\n  v0: { default: xxxxxxxxxx }\n";
    for (let level = 1; level < 40; level++)
      bomb += `  v${level}: { default: "\${var.v${level - 1}}\${var.v${level - 1}}" }\n`;
    expect(await problemsOf(bomb)).toEqual([
      "mlx.yaml:24:19 MLX1012 The expressions in this value expand to more than 16 MiB. | Values that repeat other values multiply.",
    ]);
  });
});

describe("a variable", () => {
  const text = `
variables:
  a: { type: number }
  b: { type: string, default: default }
environments:
  e: { default: true, variables: { a: 1, b: environment } }
recipes: { r: { image: x, defaults: { train: { a: "\${var.a}", b: "\${var.b}" } } } }
`;

  it("takes its value from --var, --var-file, the environment, its default, in this order", async () => {
    using files = createProjectFolder({ "1.yaml": "a: 2\nb: first\n", "2.yaml": "b: second\n" });
    const parameters = async (options: Parameters<typeof load>[1]) => {
      const spec = await specOf(text, "recipe/r", options);
      return "defaults" in spec ? spec.defaults.train : undefined;
    };
    const variableFiles = [join(files.root, "1.yaml"), join(files.root, "2.yaml")];
    expect(await parameters({})).toEqual({ a: 1, b: "environment" });
    expect(await parameters({ variableFiles })).toEqual({ a: 2, b: "second" });
    expect(await parameters({ variableFiles, variables: { a: "3.5", b: "given" } })).toEqual({
      a: 3.5,
      b: "given",
    });
  });

  it("is converted to its type where it is given as text", async () => {
    const types = `
variables:
  n: { type: number, default: "\${env.N}" }
  i: { type: integer }
  t: { type: boolean }
  l: { type: list }
  m: { type: map }
  s: {}
  g: { default: 1 }
recipes: { r: { image: x, defaults: { train: { n: "\${var.n}", i: "\${var.i}", t: "\${var.t}", l: "\${var.l}", m: "\${var.m}", s: "\${var.s}", g: "\${var.g}" } } } }
`;
    const variables = { i: "-4", t: "true", l: "[1, 2]", m: '{"a": "b"}', s: "5", g: "7" };
    const spec = await specOf(types, "recipe/r", { variables, processEnv: { N: "1e3" } });
    expect(spec).toMatchObject({
      defaults: { train: { n: 1000, i: -4, t: true, l: [1, 2], m: { a: "b" }, s: "5", g: 7 } },
    });
    const wrong = { i: "1.5", t: "yes", l: "a,b", m: "[]", g: "seven" };
    const { diagnostics } = await load(types, { variables: wrong, processEnv: { N: "x" } });
    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      "The variable `i` has to be an integer, not `1.5`.",
      "The variable `t` has to be true or false, not `yes`.",
      "The variable `l` has to be a list (as JSON: `[1, 2]`), not `a,b`.",
      'The variable `m` has to be a map (as JSON: `{"a": 1}`), not a list.',
      "The variable `g` has to be a number, not `seven`.",
      "The variable `n` has to be a number, not `x`.",
      "The variable `s` has no value.",
    ]);
  });

  it("without a value, of the wrong type, or unknown is told once", async () => {
    using files = createProjectFolder({ "v.yaml": "c: 1\n" });
    const { diagnostics } = await load(
      `
variables:
  a: { type: strng }
  b: { type: number, default: text }
  needed: { type: string }
  unused: { type: string }
  dflt: { default: "\${env.NOPE}" }
environments: { e: { default: true, variables: { neded: 1 } } }
recipes: { r: { image: "\${var.needed}", defaults: { train: { x: "\${var.needed}", y: "\${var.b}", z: "\${var.dflt}", ok: "\${var.dflt ?? 1}" } } } }
`,
      { variables: { typo: "1" }, variableFiles: [join(files.root, "v.yaml")] },
    );
    expect(diagnostics.map(show).map((line) => line.replace(/^\S*v\.yaml/, "v.yaml"))).toEqual([
      "MLX1312 `--var` gives a value to `typo`, which is not a variable. | Declare it: `variables: { typo: { type: string } }`.",
      "v.yaml:1:1 MLX1312 `--var-file` gives a value to `c`, which is not a variable. | Declare it: `variables: { c: { type: string } }`.",
      "mlx.yaml:4:14 MLX1103 `type` has to be `string`, `number`, `integer`, `boolean`, `list` or `map`, not `strng`. | Did you mean `string`?",
      "mlx.yaml:5:31 MLX1309 The variable `b` has to be a number, not `text`.",
      'mlx.yaml:8:23 MLX1305 The environment variable `NOPE` is not set. | Set it, or give a default: `${env.NOPE ?? "…"}`.',
      "mlx.yaml:9:50 MLX1312 The environment gives a value to `neded`, which is not a variable. | Did you mean `needed`?",
      "mlx.yaml:10:24 MLX1304 The variable `needed` has no value. | Give it one with `--var needed=VALUE`, in a `--var-file`, in an environment, or as `default:` where it is declared.",
    ]);
    expect(diagnostics.at(-1)?.notes[0]?.range?.start).toEqual({ line: 6, column: 3 });
  });

  it("cannot depend on itself", async () => {
    const { diagnostics } = await load(`variables:
  a: { default: "\${var.b}" }
  b: { default: "x\${var.c}" }
  c: { default: "\${var.a}" }
`);
    expect(
      diagnostics.map((one) => [
        show(one),
        one.notes.map(({ message, range }) => `${range?.start.line} ${message}`),
      ]),
    ).toEqual([
      [
        "mlx.yaml:3:17 MLX1310 The variables `a`, `b`, `c` depend on each other. | A variable's value cannot lead back to itself.",
        ["3 `a` refers to `b`.", "4 `b` refers to `c`.", "5 `c` refers to `a`."],
      ],
    ]);
  });

  it("file that is missing or no map is told", async () => {
    using files = createProjectFolder({ "v.yaml": "- 1\n" });
    const { diagnostics } = await load("variables: { a: { default: 1 } }\n", {
      variableFiles: [join(files.root, "v.yaml"), join(files.root, "none.yaml")],
    });
    expect(diagnostics.map(({ code }) => code)).toEqual(["MLX1014", "MLX1009"]);
  });
});

import { join } from "node:path";
import { expect, it } from "vitest";
import { describeConfiguration } from "../src/index.ts";
import { createProjectFolder } from "../src/testing.ts";

it("gives every value with the place and the layer it comes from", async () => {
  using folder = createProjectFolder({
    "mlx.yaml": `project: p
variables:
  data: { default: a.csv }
  depth: { default: 3 }
  file: { default: x }
  db_password: { default: hunter2 }
environments:
  prod: { variables: { data: b.csv }, datasets: { d: { format: csv } } }
datasets:
  d: { path: "\${var.data}" }
`,
    "x.mlx.yaml": `recipes:
  r:
    forEach: { eu: {} }
    image: img-\${each.key}
    defaults: { train: { depth: "\${var.depth}", list: [1, "\${env.X ?? var.file}"], none: {} } }
    env: { TOKEN: { secret: { env: T } } }
`,
    "vars.yaml": "file: f\n",
  });
  const description = await describeConfiguration({
    root: folder.root,
    environment: "prod",
    variables: { depth: "5" },
    variableFiles: [join(folder.root, "vars.yaml")],
    processEnv: {},
  });
  expect(description.diagnostics).toEqual([]);
  expect(description.environment).toBe("prod");
  expect(description.tree).toEqual({
    project: "p",
    variables: { data: "b.csv", depth: 5, file: "f", db_password: "***" },
    datasets: { d: { path: "b.csv", format: "csv" } },
    recipes: {
      "r[eu]": {
        image: "img-eu",
        defaults: { train: { depth: 5, list: [1, "f"], none: {} } },
        env: { TOKEN: { secret: { env: "T" } } },
      },
    },
  });
  const lines = description.leaves.map(({ path, value, origin, references }) => {
    const at = ({ layer, at }: typeof origin) =>
      `${layer}${at === undefined ? "" : ` ${at.file}:${at.line}:${at.column}`}`;
    const through = references.map((one) => ` via ${one.reference} (${at(one.origin)})`).join("");
    return `${path.join(".")} = ${JSON.stringify(value)} ← ${at(origin)}${through}`;
  });
  expect(lines).toEqual([
    'project = "p" ← file mlx.yaml:1:10',
    'variables.data = "b.csv" ← environment mlx.yaml:8:30',
    "variables.depth = 5 ← --var",
    'variables.file = "f" ← --var-file vars.yaml:1:7',
    'variables.db_password = "***" ← default mlx.yaml:6:27',
    'datasets.d.path = "b.csv" ← file mlx.yaml:10:14 via var.data (environment mlx.yaml:8:30)',
    'datasets.d.format = "csv" ← environment mlx.yaml:8:64',
    'recipes.r[eu].image = "img-eu" ← file x.mlx.yaml:4:12',
    "recipes.r[eu].defaults.train.depth = 5 ← file x.mlx.yaml:5:33 via var.depth (--var)",
    "recipes.r[eu].defaults.train.list.0 = 1 ← file x.mlx.yaml:5:56",
    'recipes.r[eu].defaults.train.list.1 = "f" ← file x.mlx.yaml:5:59 via env.X (process environment) via var.file (--var-file vars.yaml:1:7)',
    "recipes.r[eu].defaults.train.none = {} ← file x.mlx.yaml:5:90",
    'recipes.r[eu].env.TOKEN.secret.env = "T" ← file x.mlx.yaml:6:36',
  ]);
});

it("shows what it can when something is wrong", async () => {
  using folder = createProjectFolder({
    "mlx.yaml": 'project: p\ndatasets: { d: { path: "${var.x}", nonsense: 1 } }\n',
  });
  const { tree, diagnostics } = await describeConfiguration({
    root: folder.root,
    variables: {},
    variableFiles: [],
    processEnv: {},
  });
  expect(tree).toEqual({ project: "p", datasets: { d: { path: "${var.x}", nonsense: 1 } } });
  expect(diagnostics.map(({ code }) => code)).toEqual(["MLX1303"]);
});

/** What is wrong with what a file says: each case shows all that is told about it. */
import { describe, expect, it } from "vitest";
import type { ResourceCheck } from "../src/index.ts";
import { load, problemsOf } from "./load.ts";

type Case = readonly [what: string, text: string, problems: readonly string[]];

/** Line 1 is `project: p`. */
function table(cases: readonly Case[]): void {
  it.each(cases)("%s", async (_, text, problems) => {
    expect(await problemsOf(text)).toEqual(problems);
  });
}

describe("shapes", () => {
  table([
    [
      "an unknown section",
      "dataset: {}\nfoo: 1\n",
      [
        "mlx.yaml:2:1 MLX1101 The key `dataset` is not known here. | Did you mean `datasets`?",
        "mlx.yaml:3:1 MLX1101 The key `foo` is not known here. | Known are `project`, `include`, `executor`, `docker`, `runs`, `notifications`, `retention`, `server`, `variables`, `environments`, `datasets`, `recipes`, `instances`, `experiments`, `services`, `models` and `moved`.",
      ],
    ],
    [
      "unknown keys, deep down",
      `recipes: { r: { image: x } }
instances:
  i:
    recipe: r
    tasks:
      trian: {}
      train: { inputs: {}, specification: { type: ContainerTaskSpec, cpu: 1 } }
    lifecycle: { protekt: true }
`,
      [
        "mlx.yaml:7:7 MLX1101 The key `trian` is not known here. | Did you mean `train`?",
        "mlx.yaml:8:70 MLX1101 The key `cpu` is not known here. | Did you mean `cpus`?",
        "mlx.yaml:9:18 MLX1101 The key `protekt` is not known here. | Did you mean `protect`?",
      ],
    ],
    [
      "wrong types",
      `datasets: { d: text, e: { path: 3, tags: [a] } }
recipes: []
experiments: { x: { instanceQuery: a, enabled: 'yes', retry: { max: 1.5 }, schedule: daily } }
`,
      [
        "mlx.yaml:2:16 MLX1102 `d` has to be a map, not text. | A file, folder or glob that tasks read.",
        "mlx.yaml:2:33 MLX1102 `path` has to be text, not a number. | File, folder or glob; relative to the folder of this file, or absolute.",
        "mlx.yaml:2:42 MLX1102 `tags` has to be a map, not a list. | Labels to select and query by.",
        "mlx.yaml:3:10 MLX1102 `recipes` has to be a map, not a list. | Programs that train and score. The Sensei API calls these engines.",
        "mlx.yaml:4:48 MLX1102 `enabled` has to be true or false, not text. | False keeps the resource but starts no scheduled runs of it.",
        "mlx.yaml:4:69 MLX1102 `max` has to be an integer, not a number. | Further attempts after a failure of the program.",
        "mlx.yaml:4:86 MLX1102 `schedule` has to be a map, not text. | When runs start by themselves.",
      ],
    ],
    [
      "values that are not allowed",
      `recipes: { r: { image: x, type: python } }
experiments:
  x:
    instanceQuery: a
    task: tarin
    timeout: 2 hours
    stopGrace: -1
    schedule: { cron: '', catchUp: last, catchUpLimit: 0 }
    retry: { backoff: { jitter: 2 }, exitCodes: { fail: ["a-b"] } }
`,
      [
        "mlx.yaml:2:33 MLX1103 `type` has to be `Python`, `R`, `Tensorflow`, `PySpark` or `Spark`, not `python`. | Did you mean `Python`?",
        "mlx.yaml:6:11 MLX1103 `task` has to be `preprocess`, `featurePipeline`, `fp`, `train`, `evaluate` or `score`, not `tarin`. | Did you mean `train`?",
        "mlx.yaml:7:14 MLX1105 `timeout` cannot be `2 hours`. | A run that takes longer is stopped. A time span longer than zero: a number of seconds, or numbers with s, m, h, d or w.",
        "mlx.yaml:8:16 MLX1105 `stopGrace` has to be at least 0, not -1.",
        "mlx.yaml:9:23 MLX1105 `cron` must not be empty.",
        "mlx.yaml:9:36 MLX1103 `catchUp` has to be `latest`, `none` or `all`, not `last`. | Did you mean `latest`?",
        "mlx.yaml:9:56 MLX1105 `catchUpLimit` has to be at least 1, not 0.",
        "mlx.yaml:10:33 MLX1105 `jitter` has to be at most 1, not 2.",
        "mlx.yaml:10:58 MLX1105 This entry cannot be `a-b`. | A code from 1 to 255, or a range such as 64-78.",
      ],
    ],
    [
      "missing fields",
      "datasets: { d: {} }\ninstances: { i: { description: x } }\nexperiments: { e: { instanceQuery: a, schedule: {} } }\nmoved: [{ from: instance/a }]\n",
      [
        "mlx.yaml:2:13 MLX1104 `path` is missing. | File, folder or glob; relative to the folder of this file, or absolute.",
        "mlx.yaml:3:14 MLX1104 `recipe` is missing. | The recipe: retail-gbm, recipe/retail-gbm or, made by forEach, retail-gbm[eu].",
        "mlx.yaml:4:39 MLX1104 `cron` is missing in `schedule`. | Five fields (minute, hour, day of month, month, day of week), or a list of such; all of their times fire.",
        "mlx.yaml:5:9 MLX1104 `to` is missing. | The new address.",
      ],
    ],
    [
      "none or several of what excludes each other",
      `recipes: { r: {}, t: { sorce: x }, s: { image: x, source: y } }
experiments: { e: {}, f: { instanceQuery: x, instance: g } }
instances: { i: { recipe: s, tasks: { fp: {}, featurePipeline: {} } } }
`,
      [
        "mlx.yaml:2:12 MLX1106 Exactly one of `source`, `image` and `build` has to be given.",
        "mlx.yaml:2:24 MLX1101 The key `sorce` is not known here. | Did you mean `source`?",
        "mlx.yaml:2:41 MLX1106 Exactly one of `source`, `image` and `build` has to be given, not `source` and `image`.",
        "mlx.yaml:3:16 MLX1106 Exactly one of `instance` and `instanceQuery` has to be given.",
        "mlx.yaml:3:28 MLX1106 Exactly one of `instance` and `instanceQuery` has to be given, not `instance` and `instanceQuery`.",
        "mlx.yaml:3:56 MLX1201 There is no instance `g`.",
        "mlx.yaml:4:39 MLX1106 `fp` and `featurePipeline` are the same task: only one of them may stand here.",
      ],
    ],
    [
      "names that are not valid",
      `datasets: { Sales: { path: a.csv }, 1st: { path: a.csv } }
variables: { "a b": { default: 1 } }
recipes: { r: { image: x, env: { "A-B": 1 } } }
`,
      [
        "mlx.yaml:2:13 MLX1107 `Sales` is not a valid name. | A lower-case letter, then up to 62 lower-case letters, digits and dashes.",
        "mlx.yaml:2:37 MLX1107 `1st` is not a valid name. | A lower-case letter, then up to 62 lower-case letters, digits and dashes.",
        "mlx.yaml:3:14 MLX1107 `a b` is not a valid name. | A letter or underscore, then up to 62 letters, digits, underscores and dashes.",
        "mlx.yaml:4:34 MLX1107 `A-B` is not a valid name. | A letter or underscore, then letters, digits and underscores.",
      ],
    ],
    [
      "paths and specifications that make no sense",
      `datasets: { d: { path: s3://b/x.csv }, e: { path: ./folder }, f: { path: x.xlsx } }
recipes: { r: { source: https://git/x } }
instances:
  i: { recipe: r, tasks: { train: { specification: { type: SparkTaskSpec, cpus: 1, numExecutors: 2 }, outputs: { o: "gs://x" } } } }
`,
      [
        "mlx.yaml:2:24 MLX1112 `s3://b/x.csv` is not a file of this machine. | Data and programs are read from files and folders; copy or mount it, and name that path.",
        "mlx.yaml:2:51 MLX1111 The format of `./folder` cannot be told from its name. | Add `format: csv`, `format: parquet` or `format: jsonl`.",
        "mlx.yaml:2:74 MLX1111 The format of `x.xlsx` cannot be told from its name. | Add `format: csv`, `format: parquet` or `format: jsonl`.",
        "mlx.yaml:3:25 MLX1112 `https://git/x` is not a file of this machine. | Data and programs are read from files and folders; copy or mount it, and name that path.",
        "mlx.yaml:5:75 MLX1113 `cpus` does not belong to a SparkTaskSpec.",
        "mlx.yaml:5:117 MLX1112 `gs://x` is not a file of this machine. | Data and programs are read from files and folders; copy or mount it, and name that path.",
      ],
    ],
  ]);

  it("what is declared wrongly is declared: references to it are no further mistakes", async () => {
    expect(
      await problemsOf(`datasets: { d: text }
variables: { v: 3 }
recipes: { r: { image: "\${var.v}\${dataset.d.path}" } }
instances: { i: { recipe: r, tasks: { train: { inputs: { a: d } } } } }
experiments: [{ instance: i }]
moved: [{ from: experiment/a, to: experiment/b }]
`),
    ).toEqual([
      "mlx.yaml:2:16 MLX1102 `d` has to be a map, not text. | A file, folder or glob that tasks read.",
      "mlx.yaml:3:17 MLX1102 `v` has to be a map, not a number. | A value that may differ from one use to the next.",
      "mlx.yaml:6:14 MLX1102 `experiments` has to be a map, not a list. | What is run, and when.",
    ]);
  });

  it("the same name in two files", async () => {
    const { diagnostics } = await load({
      "a.mlx.yaml":
        "datasets:\n  d: { path: a.csv }\nvariables: { v: { default: 1 } }\nenvironments: { e: {} }\n",
      "b.mlx.yaml":
        "datasets:\n  d: { path: b.csv }\nvariables: { v: { default: 1 } }\nenvironments: { e: }\n",
    });
    expect(
      diagnostics.map(({ code, summary, range, notes }) => [
        code,
        summary,
        range?.file,
        range?.start,
        notes[0]?.range?.file,
      ]),
    ).toEqual([
      ["MLX1108", "The dataset `d` is declared twice.", "b.mlx.yaml", { line: 2, column: 3 }, "a.mlx.yaml"],
      ["MLX1108", "The variable `v` is declared twice.", "b.mlx.yaml", { line: 3, column: 14 }, "a.mlx.yaml"],
      [
        "MLX1108",
        "The environment `e` is declared twice.",
        "b.mlx.yaml",
        { line: 4, column: 17 },
        "a.mlx.yaml",
      ],
    ]);
  });
});

describe("secrets", () => {
  const wayOut = (name: string, variable: string) =>
    `\`${name}\` looks like a secret, and its value would be kept in the store. | Write \`${name}: { secret: { env: ${variable} } }\` (or \`file:\`): the value is then read when a run starts, and kept nowhere.`;

  it("have to be references, wherever parameters and variables of the environment stand", async () => {
    const text = `recipes:
  r:
    image: x
    env: { API_TOKEN: abc, PASSWORD_FILE: /run/x, EMPTY_SECRET: "", OK_TOKEN: { secret: { env: T } } }
    defaults: { train: { dbPassword: hunter2, max_tokens: "512", tokenizer: bert, token: 5 } }
instances: { i: { recipe: r, tasks: { score: { parameters: { nested: { list: [{ api-key: x }] } } } } } }
experiments: { e: { instance: i, parameters: { credential: "\${env.CRED}" } } }
`;
    expect(await problemsOf(text, { processEnv: { CRED: "s3cret" } })).toEqual([
      `mlx.yaml:5:23 MLX1109 ${wayOut("API_TOKEN", "API_TOKEN")}`,
      `mlx.yaml:6:38 MLX1109 ${wayOut("dbPassword", "DB_PASSWORD")}`,
      `mlx.yaml:7:90 MLX1109 ${wayOut("api-key", "API_KEY")}`,
      `mlx.yaml:8:60 MLX1109 ${wayOut("credential", "CRED")}`,
    ]);
  });

  it("never show in a diagnostic", async () => {
    const { diagnostics } = await load(
      `recipes: { r: { image: x, defaults: { train: { api_key: "\${env.KEY}" } }, requireModel: "\${env.MY_TOKEN}" } }\n`,
      { processEnv: { KEY: "s3cret", MY_TOKEN: "s3cret" } },
    );
    expect(diagnostics).toHaveLength(2);
    expect(JSON.stringify(diagnostics)).not.toContain("s3cret");
    expect(diagnostics[0]?.notes).toEqual([{ message: "`env.KEY` is ***." }]);
  });

  table([
    [
      "that are no proper references",
      `recipes:
  r:
    image: x
    env: { A: { secret: { env: A, file: b } }, B: { secret: {} }, C: { secret: x }, D: { secrets: { env: D } } }
    defaults: { train: { a: { secret: { file: "" } }, b: [{ secret: { env: B } }] } }
`,
      [
        "mlx.yaml:5:35 MLX1106 Exactly one of `env` and `file` has to be given, not `env` and `file`.",
        "mlx.yaml:5:53 MLX1106 Exactly one of `env` and `file` has to be given.",
        "mlx.yaml:5:80 MLX1102 `secret` has to be a map, not text. | Where the value is read from: exactly one of env and file.",
        "mlx.yaml:5:90 MLX1101 The key `secrets` is not known here. | Did you mean `secret`?",
        "mlx.yaml:6:39 MLX1110 A secret names exactly one source: `{ env: NAME }` or `{ file: path }`.",
        "mlx.yaml:6:59 MLX1110 A secret has to be the whole value of a parameter. | Give it a parameter of its own: secrets within lists and maps are not resolved.",
      ],
    ],
  ]);
});

describe("references", () => {
  table([
    [
      "that lead nowhere",
      `recipes: { gbm: { image: x } }
datasets: { sales: { path: a.csv } }
instances:
  i: { recipe: gmb, tasks: { train: { inputs: { a: sale, b: gbm, c: "a b[c" } } } }
experiments:
  e: { instance: i2, dependsOn: [dataset/salse, foo/x, sales] }
  f: { instance: recipe/gbm }
`,
      [
        "mlx.yaml:5:16 MLX1201 There is no recipe `gmb`. | Did you mean `gbm`?",
        "mlx.yaml:5:52 MLX1201 There is no dataset `sale`. | Did you mean `sales`?",
        "mlx.yaml:5:61 MLX1201 There is no dataset `gbm`. | There is a recipe of that name.",
        "mlx.yaml:5:69 MLX1201 `a b[c` is not a reference. | It is a name, `name[key]`, or an address such as `dataset/sales`.",
        "mlx.yaml:7:18 MLX1201 There is no instance `i2`. | Did you mean `i`?",
        "mlx.yaml:7:34 MLX1201 There is no dataset `salse`. | Did you mean `sales`?",
        "mlx.yaml:7:49 MLX1204 `foo` is not a kind of resource. | Kinds are `dataset`, `recipe`, `instance`, `experiment`, `model`, `service`.",
        "mlx.yaml:7:56 MLX1204 `sales` does not name its kind. | Write the whole address: `dataset/sales`.",
        "mlx.yaml:8:18 MLX1204 `recipe/gbm` is a recipe, and an instance is needed here.",
      ],
    ],
    [
      "that do not say which key they mean",
      `recipes: { r: { image: x, forEach: { eu: {}, us: {} } } }
instances:
  a: { recipe: r }
  b: { recipe: "r[asia]" }
  c: { recipe: r, forEach: { eu: {}, asia: {} } }
`,
      [
        "mlx.yaml:4:16 MLX1202 `recipe/r` exists several times; the reference has to name a key. | Its keys are `[eu]`, `[us]`. Write e.g. `r[eu]`.",
        "mlx.yaml:5:16 MLX1201 `recipe/r` has no key `asia`. | Its keys are `[eu]`, `[us]`.",
        "mlx.yaml:6:16 MLX1202 `recipe/r` exists several times; the reference has to name a key. | Its keys are `[eu]`, `[us]`. Write e.g. `r[eu]`.",
      ],
    ],
  ]);

  it("that lead round in a circle are told once, with every step", async () => {
    const { diagnostics, state } = await load(`recipes:
  r: { image: x, dependsOn: [experiment/e] }
instances:
  i: { recipe: r }
experiments:
  e: { instance: i }
  self: { instance: i, dependsOn: [experiment/self] }
`);
    expect(state).toBeUndefined();
    expect(
      diagnostics.map(({ code, summary, range, notes }) => ({
        code,
        summary,
        at: range?.start,
        notes: notes.map((note) => `${note.range?.start.line}: ${note.message}`),
      })),
    ).toEqual([
      {
        code: "MLX1203",
        summary: "These resources depend on each other: experiment/e → instance/i → recipe/r → experiment/e.",
        at: { line: 3, column: 30 },
        notes: [
          "7: `experiment/e` refers to `instance/i`.",
          "5: `instance/i` refers to `recipe/r`.",
          "3: `recipe/r` refers to `experiment/e`.",
        ],
      },
      {
        code: "MLX1203",
        summary: "These resources depend on each other: experiment/self → experiment/self.",
        at: { line: 8, column: 36 },
        notes: ["8: `experiment/self` refers to `experiment/self`."],
      },
    ]);
  });
});

describe("forEach, matrix and moved", () => {
  const head = "recipes: { r: { image: x } }\ninstances:\n";
  table([
    [
      "forEach and matrix that are wrong",
      `${head}  a: { recipe: r, forEach: [eu] }
  b: { recipe: r, forEach: { "e u": {} } }
  c: { recipe: r, matrix: { a: 3 } }
  d: { recipe: r, matrix: { a: [[1]] } }
  e: { recipe: r, matrix: { a: ["x,y"] } }
  f: { recipe: r, forEach: {}, matrix: {} }
  g: { recipe: r, matrix: { a: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], b: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], c: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], d: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] } }
experiments: { x: { instance: a } }
`,
      [
        "mlx.yaml:4:28 MLX1206 `forEach` has to be a map, not a list. | It takes a map from key to value: `forEach: { eu: {}, us: {} }`.",
        "mlx.yaml:5:30 MLX1206 `e u` cannot be a key. | Keys stand in addresses: a letter, digit or dash, then up to 62 letters, digits, dots, underscores and dashes.",
        "mlx.yaml:6:32 MLX1206 `a` has to be a list, not a number.",
        "mlx.yaml:7:33 MLX1206 The values of a matrix are text, numbers, true and false.",
        "mlx.yaml:9:32 MLX1206 `forEach` and `matrix` exclude each other.",
        "mlx.yaml:10:19 MLX1206 The matrix makes more than 10000 resources.",
      ],
    ],
    [
      "moved entries that are wrong",
      `${head}  a: { recipe: r }
  k: { recipe: r, forEach: { eu: {} } }
moved:
  - { from: instance/old, to: instance/b }
  - { from: instance/a, to: 'instance/k[eu]' }
  - { from: recipe/old, to: instance/a }
  - { from: old, to: instance/a }
  - { from: instance/x, to: instance/x }
  - { from: instance/z, to: instance/y }
  - { from: instance/y, to: instance/a }
  - { from: instance/y, to: instance/a }
  - { from: 'instance/w[eu]', to: instance/k }
`,
      [
        "mlx.yaml:7:31 MLX1205 There is no `instance/b`. | Did you mean `instance/a`?",
        "mlx.yaml:8:13 MLX1205 `instance/a` is still declared. | A move names an address that the configuration has no longer.",
        "mlx.yaml:9:29 MLX1205 A move does not change the kind: `recipe/old` cannot become `instance/a`.",
        "mlx.yaml:10:13 MLX1205 `old` is not an address. | An address is written `kind/name`, e.g. `instance/retail-default`.",
        "mlx.yaml:11:29 MLX1205 It moves to where it is.",
        "mlx.yaml:14:13 MLX1205 `instance/y` is moved twice.",
        "mlx.yaml:15:35 MLX1205 `instance/k` exists several times; the move has to name a key.",
      ],
    ],
  ]);

  it("tell a mistake of a declaration once for all its resources", async () => {
    expect(
      await problemsOf(
        `${head}  a: { recipe: r, forEach: { x: {}, y: {}, z: {} }, tasks: { train: { parameters: [] } } }\n`,
      ),
    ).toEqual([
      "mlx.yaml:4:83 MLX1102 `parameters` has to be a map, not a list. | Over the recipe's defaults, per key.",
    ]);
  });
});

describe("checks of other packages", () => {
  it("are placed where their path was written", async () => {
    const check: ResourceCheck = (resource) =>
      resource.kind === "experiment" && resource.spec.schedule !== undefined
        ? resource.spec.schedule.cron.flatMap((cron, index) =>
            cron.startsWith("0 0")
              ? []
              : [
                  {
                    path: ["schedule", "cron", String(index)],
                    severity: "warning",
                    code: "MLX1599",
                    summary: cron,
                  },
                ],
          )
        : [];
    const text = `experiments:
  a: { instanceQuery: x, schedule: { cron: ["9 1 * * *", "@daily", "1 1 * * *"] } }
  b: { instanceQuery: x, schedule: { cron: "2 1 * * *" } }
  c: { instanceQuery: x, schedule: { cron: 5 } }
`;
    expect(await problemsOf(text, { checks: [check] })).toEqual([
      "mlx.yaml:3:45 warning MLX1599 9 1 * * *",
      "mlx.yaml:3:68 warning MLX1599 1 1 * * *",
      "mlx.yaml:4:44 warning MLX1599 2 1 * * *",
      "mlx.yaml:5:44 MLX1102 `cron` has to be text or a list, not a number. | Five fields (minute, hour, day of month, month, day of week), or a list of such; all of their times fire.",
    ]);
  });
});

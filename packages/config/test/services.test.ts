import { isAddress } from "@mlx/core";
import { describe, expect, it, test } from "vitest";
import { load, problemsOf, specOf } from "./load.ts";

const base = `datasets:
  sales: { path: sales.csv, timestampColumn: date }
  stores: { path: stores.csv }
recipes: { gbm: { source: r } }
instances:
  retail:
    recipe: gbm
    tasks:
      preprocess: {}
      train: { inputs: { train: sales, stores: stores } }
      evaluate: {}
      score: { inputs: { score: sales }, outputs: { predictions: out } }
experiments:
  nightly: { instance: retail }
  scores: { instance: retail, task: score }
`;

const service = (text: string) => `${base}services:\n  x: { instance: retail, ${text} }\n`;
const run = "11111111-2222-4333-8444-55555555555A";

describe("a service", () => {
  const parts = async (text: string) => {
    const { state, diagnostics } = await load(service(text));
    const made = (state?.resources ?? []).filter(({ address }) => address.startsWith("experiment/x-"));
    const spec = state?.resources.find(({ address }) => isAddress(address, "service"))?.spec;
    const { model, training, scoring } = spec !== undefined && "instance" in spec ? spec : {};
    return {
      model,
      training,
      scoring,
      made: made.map(({ address }) => address),
      problems: diagnostics.length,
    };
  };
  const [trains, scores] = ["experiment/x-training", "experiment/x-scoring"];
  const latest = { type: "latest", experiment: trains };

  it.each([
    [
      "that says nothing trains and scores",
      "",
      { model: latest, training: trains, scoring: scores, made: [scores, trains] },
    ],
    [
      "that says latest does the same",
      "model: latest, scoring: {}, training: {}",
      { model: latest, training: trains, scoring: scores, made: [scores, trains] },
    ],
    [
      "with the run of a training only scores, with its model",
      `training: { run: ${run} }`,
      {
        model: { type: "run", runId: run.toLowerCase() },
        training: undefined,
        scoring: scores,
        made: [scores],
      },
    ],
    [
      "with a declared experiment takes what that trains",
      "training: { experiment: nightly }",
      {
        model: { type: "latest", experiment: "experiment/nightly" },
        training: "experiment/nightly",
        scoring: scores,
        made: [scores],
      },
    ],
    [
      "that follows an alias does not train",
      'model: "@champion"',
      { model: { type: "alias", alias: "champion" }, training: undefined, scoring: scores, made: [scores] },
    ],
    [
      "that follows an alias trains where it says so",
      'model: "@champion", training: { schedule: { cron: "@daily" } }',
      {
        model: { type: "alias", alias: "champion" },
        training: trains,
        scoring: scores,
        made: [scores, trains],
      },
    ],
    [
      "that takes the best of a well-known metric knows which that is",
      "model: best(RMSE)",
      {
        model: { type: "best", metric: "RMSE", goal: "min" },
        training: undefined,
        scoring: scores,
        made: [scores],
      },
    ],
    [
      "that serves does not score, unless it says so",
      "serve: {}, model: v12",
      { model: { type: "version", version: 12 }, training: undefined, scoring: undefined, made: [] },
    ],
  ])("%s", async (_, text, expected) => {
    expect(await parts(text)).toEqual({ ...expected, problems: 0 });
  });

  test("its experiments are as if they were declared", async () => {
    const text = `${base}services:
  x:
    instance: retail
    tags: { team: a }
    lifecycle: { ignore: [training.dataset, scoring.timeframe] }
    training: { dataset: sales, timeframe: 0, parameters: { n: 1 }, priority: 3 }
    scoring: { timeframe: 7d, onEmpty: pass, schedule: { cron: "@daily" } }
`;
    const training = await specOf(text, "experiment/x-training");
    expect(training).toMatchObject({
      service: "service/x",
      target: { instance: "instance/retail" },
      task: "train",
      inputs: { train: "dataset/sales" },
      parameters: { n: 1 },
      priority: 3,
      tags: { team: "a" },
      lifecycle: { ignore: ["inputs.train"] },
    });
    expect(training).not.toHaveProperty("timeframe");
    expect(training).not.toHaveProperty("model");
    expect(await specOf(text, "experiment/x-scoring")).toMatchObject({
      service: "service/x",
      task: "score",
      timeframe: { minutes: 10_080, onEmpty: "pass" },
      model: latest,
      schedule: { cron: ["0 0 * * *"] },
      lifecycle: { ignore: ["timeframe"] },
    });
  });

  test("one for each key has experiments with that key; a move takes them along", async () => {
    const keyed = `${base}services:\n  b: { forEach: { eu: {}, us: {} }, instance: retail }\nmoved: [{ from: service/a, to: service/b }]\n`;
    const { state } = await load(keyed);
    expect(
      state?.resources.filter(({ kind }) => kind === "experiment").map(({ address }) => address),
    ).toEqual([
      "experiment/b-scoring[eu]",
      "experiment/b-scoring[us]",
      "experiment/b-training[eu]",
      "experiment/b-training[us]",
      "experiment/nightly",
      "experiment/scores",
    ]);
    expect(state?.moved.map(({ from, to }) => `${from} ${to}`)).toEqual([
      "service/a[eu] service/b[eu]",
      "service/a[us] service/b[us]",
      "experiment/a-training[eu] experiment/b-training[eu]",
      "experiment/a-scoring[eu] experiment/b-scoring[eu]",
      "experiment/a-training[us] experiment/b-training[us]",
      "experiment/a-scoring[us] experiment/b-scoring[us]",
    ]);
  });
});

it.each([
  [
    "a missing dataset",
    "training: { dataset: sale }",
    ["MLX1201 There is no dataset `sale`. | Did you mean `sales`?"],
  ],
  [
    "a missing experiment",
    "training: { experiment: nightli }",
    ["MLX1201 There is no experiment `nightli`. | Did you mean `nightly`?"],
  ],
  [
    "an experiment that does not train",
    "training: { experiment: scores }",
    ["MLX1122 `experiment/scores` does not train: its task is score."],
  ],
  [
    "what cannot stand beside a run",
    `model: latest, training: { run: ${run}, schedule: { cron: "@daily" } }`,
    [
      "MLX1106 `model` cannot stand beside `training: { run }`. | The model of that run is the service's. Leave out one of the two.",
      "MLX1106 `schedule` cannot stand beside `run`. | The run was, and its model is taken as it is: nothing is trained. Leave out `run` to train.",
    ],
  ],
  [
    "a metric of which nobody knows the direction",
    "model: best(churn)",
    [
      "MLX1105 Whether less or more of `churn` is better is not known. | Write `best(churn, min)` if less is better, and `best(churn, max)` if more is.",
    ],
  ],
  [
    "an alias without its sign",
    "model: champion",
    [
      'MLX1105 `champion` names no version of a model. | An alias begins with @: `"@champion"`. Else it is `latest`, `best(METRIC)` or a version such as `v12`.',
    ],
  ],
  [
    "a timeframe without a column to filter on",
    "training: { dataset: stores, timeframe: 60 }",
    [
      "MLX1123 `dataset/stores` has no `timestampColumn` that the timeframe could filter on. | Name the column in the dataset (`timestampColumn: date`), or write `timeframe: 0` for all rows.",
    ],
  ],
  [
    "a timeframe of centuries",
    "training: { timeframe: 99999999d }",
    [
      "MLX1105 The timeframe is longer than 100 years. | A number is minutes; with a unit it is e.g. `90d`. Write `timeframe: 0` for all rows.",
    ],
  ],
])("what can be wrong with a service: %s", async (_, text, problems) => {
  expect((await problemsOf(service(text))).map((line) => line.replace(/^\S+ /, ""))).toEqual(problems);
});

test("names and ports that two would have, and tasks that the instance lacks", async () => {
  const long = "x".repeat(55);
  const text = `${base}  x-training: { instance: retail }
services:
  x: { instance: retail, serve: { port: 8081 } }
  y: { instance: retail, serve: { port: 8081 }, scoring: { schedule: { cron: "61 * * * *" } } }
  ${long}: { instance: retail }
`;
  const { diagnostics } = await load(text);
  expect(
    diagnostics.map(
      ({ code, summary, notes }) => `${code} ${summary} ${notes.map(({ message }) => message)}`,
    ),
  ).toEqual([
    "MLX1108 The experiment `x-training` is declared twice: the service `x` makes one of that name. `service/x` is declared here.",
    "MLX1126 `service/y` wants port 8081, and so does `service/x`. `service/x` has it.",
    "MLX1107 The name of a service has at most 54 characters, and this one has 55. ",
  ]);
  const bare =
    "recipes: { g: { source: r } }\ninstances: { i: { recipe: g, tasks: { train: {} } } }\nservices: { s: { instance: i } }\n";
  expect(await problemsOf(bare)).toEqual([
    "mlx.yaml:4:28 MLX1122 `instance/i` does not declare the task `score`, and a service without `serve` scores. | Add `score: {}` to the instance's `tasks`, or `serve: {}` to the service, which then only answers requests.",
  ]);
});

describe("a chain", () => {
  const chain = (text: string) => `${base}  chained: { instance: retail, ${text} }\n`;

  test("in canonical form", async () => {
    const text = chain(
      'chain: [preprocess, { task: train, passes: [b, a], cache: true }, { task: score, when: { metric: RMSE, op: "<", value: 3 } }]',
    );
    expect(await specOf(text, "experiment/chained")).toMatchObject({
      task: "train",
      chain: [
        { task: "preprocess", inputs: {}, passes: [], cache: false },
        { task: "train", inputs: {}, passes: ["a", "b"], cache: true },
        { task: "score", inputs: {}, passes: [], cache: false, when: { metric: "RMSE", op: "<", value: 3 } },
      ],
    });
  });

  it.each([
    ["twice the same", "chain: [train, train]", ["The chain has `train` twice."]],
    [
      "without its own task",
      "chain: [preprocess]",
      ["The chain does not have `train`, the task that its run is known by."],
    ],
    ["unknown", "chain: [train, prepare]", ["This entry cannot be `prepare`."]],
    [
      "that reads a later one",
      "chain: [{ task: train, inputs: { train: { task: score, output: predictions } } }, score]",
      ["`score` does not come before."],
    ],
    [
      "that reads what nobody keeps",
      "chain: [{ task: preprocess, passes: [features] }, { task: train, inputs: { train: { task: preprocess, output: feature } } }]",
      ["`preprocess` keeps no output `feature`."],
    ],
    [
      "with a condition before anything was measured",
      'chain: [{ task: train, when: { metric: RMSE, op: "<", value: 1 } }]',
      ["The first task of a chain has no `when`: nothing was measured before it."],
    ],
    [
      "that the instance lacks",
      "chain: [fp, train]",
      ["The instance does not declare the task `featurePipeline`."],
    ],
  ])("with a task %s", async (_, text, problems) => {
    expect((await load(chain(text))).diagnostics.map(({ summary }) => summary)).toEqual(problems);
  });
});

describe("a model", () => {
  const model = (text: string) => `${base}models: { retail: { ${text} } }\n`;

  test("in canonical form", async () => {
    const gates =
      '[{ metric: RMSE, op: "<=", value: 9 }, { metric: F1, beats: champion, on: sales }, { minRows: 10 }, { approval: { by: [b, a] } }]';
    expect(
      await specOf(model(`promotion: { from: challenger, gates: ${gates} }`), "model/retail"),
    ).toMatchObject({
      promotion: {
        alias: "champion",
        from: "challenger",
        auto: false,
        gates: [
          { type: "threshold", metric: "RMSE", op: "<=", value: 9 },
          { type: "beats", metric: "F1", alias: "champion", by: 0, goal: "max", on: "dataset/sales" },
          { type: "data", minRows: 10, input: "train" },
          { type: "approval", min: 1, by: ["a", "b"] },
        ],
      },
    });
  });

  it.each([
    ["promotion: { from: champion }", ["Only the version that is `champion` already could become it."]],
    ["pin: 3, promotion: { auto: true }", ["`pin` keeps the alias at one version, and `auto` moves it."]],
    ["promotion: { gates: [{ by: 1 }] }", ["This is none of the gates that there are."]],
    [
      "promotion: { gates: [{ metric: RMSE, minRows: 1 }] }",
      ["`metric` does not belong to a gate with `minRows`."],
    ],
    ["promotion: { gates: [{ metric: RMSE, value: 1 }] }", ["`op` is missing in a gate with `metric`."]],
    [
      "promotion: { gates: [{ metric: churn, beats: champion }] }",
      ["Whether less or more of `churn` is better is not known."],
    ],
    [
      "promotion: { gates: [{ approval: { min: 3, by: [a, b, a] } }] }",
      ["3 people have to approve, and `by` names 2."],
    ],
    ["promotion: { alias: latest }", ["`alias` cannot be `latest`."]],
  ])("that makes no sense: %s", async (text, problems) => {
    expect((await load(model(text))).diagnostics.map(({ summary }) => summary)).toEqual(problems);
  });

  const beats = (alias: string) =>
    `promotion: { from: challenger, gates: [{ metric: RMSE, beats: ${alias} }] }`;

  it.each([
    [
      model("promotion: { pin: 3 }"),
      ["error The key `pin` is not known here. | It belongs beside `promotion`, not in it."],
    ],
    [
      model('promotion: { gates: [{ metric: RMSE, op: "=<", value: 1 }] }'),
      ["error `op` has to be `<`, `<=`, `>`, `>=`, `==` or `!=`, not `=<`. | Did you mean `<=`?"],
    ],
    [model(beats("champion")), []],
    [model(beats("challenger")), []],
    [
      model(beats("chmpion")),
      [
        "warning No policy gives the alias `chmpion`, and the gate fails while no version bears it. | Did you mean `champion`?",
      ],
    ],
    [
      model(beats("prod")),
      [
        "warning No policy gives the alias `prod`, and the gate fails while no version bears it. | The policy gives `champion`. `mlx models promote retail@VERSION --alias prod` gives it by hand.",
      ],
    ],
    [
      `${base}models: { retial: { pin: 3 } }\n`,
      [
        "warning There is no instance `retial` that trains this model. | Did you mean `retail`? A model that is trained elsewhere needs none.",
      ],
    ],
    [`${base}models: { elsewhere: { pin: 3 } }\n`, []],
  ])("with a slip of the pen: %s", async (text, problems) => {
    const { diagnostics } = await load(text);
    expect(diagnostics.map(({ severity, summary, detail }) => `${severity} ${summary} | ${detail}`)).toEqual(
      problems,
    );
  });
});

import { type Address, type ChainTask, digestOf, formatAddress, type PreparedResource } from "@mlx/core";
import { expect, test } from "vitest";
import { buildDataset, buildExperiment, buildInstance, buildRecipe } from "../testing.ts";
import { compareTrainingInputs } from "./compare-training-inputs.ts";
import { resolveChain } from "./resolve-chain.ts";
import { resolveTask, resolveTraining } from "./resolve-task.ts";

const experiment = formatAddress({ kind: "experiment", name: "weekly" });
const sales = formatAddress({ kind: "dataset", name: "sales" });
const step = (task: ChainTask["task"], part: Partial<ChainTask> = {}): ChainTask => ({
  task,
  inputs: {},
  passes: [],
  cache: false,
  ...part,
});
const chain = [
  step("preprocess", { passes: ["features"], cache: true }),
  step("train", { inputs: { train: { task: "preprocess", output: "features" } } }),
  step("score", { when: { metric: "RMSE", op: "<", value: 3 } }),
];

function project(lag = 1, weekly: Parameters<typeof buildExperiment>[1] = {}): readonly PreparedResource[] {
  const task = { parameters: {}, inputs: {}, outputs: {} };
  return [
    buildDataset("sales"),
    buildRecipe("gbm", { defaults: { train: { trees: 100 } } }),
    buildInstance("retail", {
      tasks: {
        preprocess: { ...task, parameters: { lag }, inputs: { raw: sales } },
        train: { ...task, inputs: { train: sales } },
        score: { ...task, inputs: { score: sales }, outputs: { predictions: "out" } },
      },
    }),
    buildExperiment("weekly", { chain, ...weekly }),
  ];
}

const lookupIn = (all: readonly PreparedResource[]) => (address: Address) =>
  all.find((each) => each.address === address);

test("each task with its own settings: what is said for all goes to those that know it, else to the run's task", () => {
  const resources = project(1, {
    parameters: { trees: 5, lag: 2, extra: true },
    outputs: { predictions: "elsewhere", report: "report" },
    timeframe: { minutes: 60, onEmpty: "fail" },
    model: { type: "alias", alias: "champion" },
    tags: { team: "a" },
  });
  const steps = resolveChain(lookupIn(resources), { experiment }, { parameters: { lag: 3 } }) ?? [];
  expect(
    steps.map(({ resolved: { task, parameters, inputs, outputs, model, timeframe, tags }, ...rest }) => ({
      ...rest,
      task,
      parameters,
      inputs: Object.keys(inputs),
      outputs,
      model,
      timeframe: timeframe?.minutes,
      tags,
    })),
  ).toEqual([
    {
      task: "preprocess",
      from: {},
      passes: ["features"],
      cache: true,
      parameters: { lag: 3 },
      inputs: ["raw"],
      outputs: {},
      model: undefined,
      timeframe: 60,
      tags: { team: "a" },
    },
    {
      task: "train",
      from: { train: { task: "preprocess", output: "features" } },
      passes: [],
      cache: false,
      parameters: { trees: 5, extra: true },
      inputs: [],
      outputs: { report: "report" },
      model: undefined,
      timeframe: 60,
      tags: { team: "a" },
    },
    {
      task: "score",
      from: {},
      passes: [],
      cache: false,
      when: { metric: "RMSE", op: "<", value: 3 },
      parameters: {},
      inputs: ["score"],
      outputs: { predictions: "elsewhere" },
      model: { type: "alias", alias: "champion" },
      timeframe: 60,
      tags: { team: "a" },
    },
  ]);
});

test("a chain's training is decided by what comes before it, and named so", () => {
  const inputsOf = (resources: readonly PreparedResource[]) => {
    const training = resolveTraining(lookupIn(resources), { experiment });
    if (training === undefined) throw new TypeError("there is no training");
    return training.trainingInputs;
  };
  const before = inputsOf(project());
  expect(before).toMatchObject({
    datasets: {},
    from: { train: "preprocess.features" },
    steps: [
      { task: "preprocess", parameters: { lag: 1 }, datasets: { raw: { fingerprint: digestOf("rows") } } },
    ],
  });
  expect(resolveTask(lookupIn(project()), { experiment }).trainingInputs).toEqual(before);
  expect(resolveTraining(lookupIn(project(1, { task: "score" })), { experiment })?.trainingInputs).toEqual(
    before,
  );
  expect(compareTrainingInputs(before, inputsOf(project(2)))).toEqual(["preprocess: lag 1 → 2"]);
  expect(
    compareTrainingInputs(before, inputsOf(project(1, { timeframe: { minutes: 10_080, onEmpty: "fail" } }))),
  ).toEqual(["timeframe all rows → 7d"]);
  const shorter = inputsOf(project(1, { chain: [step("train")] }));
  expect(compareTrainingInputs(before, shorter)).toEqual([
    "channel train added: dataset/sales",
    "before the training preprocess → nothing",
    "channel train preprocess.features → a dataset",
  ]);
  expect(shorter).not.toHaveProperty("steps");
});

test("without a chain there are no steps", () => {
  const { chain: _, ...spec } = { chain, task: "train" as const };
  const resources = [...project().slice(0, 3), buildExperiment("weekly", spec)];
  expect(resolveChain(lookupIn(resources), { experiment })).toBeUndefined();
});

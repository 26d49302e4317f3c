import { digestOf, formatAddress, type ModelVersion } from "@mlx/core";
import { expect, test } from "vitest";
import { recordOf } from "../testing/record-of.ts";
import { compare } from "./compare.ts";
import type { ComparedSubject } from "./traits.ts";

const dataset = formatAddress({ kind: "dataset", name: "sales" });
const digest = digestOf("file");
const inputs = (secret: string) => ({
  ...{ source: "sha256:00", parameters: {}, datasets: {}, env: {} },
  secrets: { "parameters.key": secret },
});
const lock = (...packages: readonly string[]) => ({ runtime: "python 3.12", digest, packages });

function subject(name: string, parts: Parameters<typeof recordOf>[0], metrics: ComparedSubject["metrics"]) {
  return { name, record: recordOf(parts), metrics };
}

test("a run does not differ from itself, and `all` shows what there is", () => {
  const one = subject("a", { spec: { parameters: { depth: 3 } } }, { RMSE: 1 });
  expect(compare([one, { ...one, name: "b" }], { all: false })).toEqual({
    ...{ names: ["a", "b"], sections: [], metrics: [] },
  });
  const { sections, metrics } = compare([one, { ...one, name: "b" }], { all: true });
  expect(sections.find(({ name }) => name === "parameters")?.rows).toEqual([
    { name: "depth", values: ["3", "3"], differs: false },
  ]);
  expect(metrics[0]).toMatchObject({ name: "RMSE", values: [1, 1], differs: false, best: [] });
});

test("only what differs, part by part", () => {
  const before = subject(
    "run a",
    {
      spec: {
        parameters: { depth: 3, rate: 0.1, key: { secret: { env: "KEY" } } },
        command: ["python", "train.py"],
        trainingInputs: inputs("hash-one"),
        env: { MODE: "fast" },
      },
      attempt: {
        environment: lock("numpy==1.0", "pandas==2.0"),
        staged: { train: { fingerprint: digestOf("a"), files: 1, rows: 10 } },
      },
    },
    {},
  );
  const after = subject(
    "run b",
    {
      spec: {
        parameters: { depth: 4, rate: 0.1, key: { secret: { env: "KEY" } } },
        command: ["python", "train.py", "--fast mode"],
        trainingInputs: inputs("hash-two"),
        env: { MODE: "fast" },
      },
      run: { task: "train" },
      attempt: { environment: lock("numpy==1.1", "scipy==3.0"), staged: {} },
    },
    {},
  );
  const files = (text: string) => [{ path: "train.py", size: 1, executable: false, digest: digestOf(text) }];
  const { sections } = compare(
    [
      { ...before, source: files("old") },
      {
        ...after,
        source: [...files("new"), { ...files("x")[0], path: "new.py", size: 1, executable: true, digest }],
      },
    ],
    { all: false },
  );
  expect(sections).toEqual([
    { name: "parameters", rows: [{ name: "depth", values: ["3", "4"], differs: true }] },
    {
      name: "source",
      rows: [
        {
          name: "train.py",
          values: [digestOf("old").slice(7, 19), digestOf("new").slice(7, 19)],
          differs: true,
        },
        { name: "new.py", values: [undefined, `${digest.slice(7, 19)}, executable`], differs: true },
      ],
    },
    {
      name: "command",
      rows: [
        { name: "command", values: ["python train.py", 'python train.py "--fast mode"'], differs: true },
      ],
    },
    {
      name: "environment",
      rows: [
        { name: "numpy", values: ["1.0", "1.1"], differs: true },
        { name: "pandas", values: ["2.0", undefined], differs: true },
        { name: "scipy", values: [undefined, "3.0"], differs: true },
      ],
    },
    {
      name: "secrets",
      rows: [{ name: "parameters.key", values: ["value sh-one", "value sh-two"], differs: true }],
    },
  ]);
});

test("data as it was staged, with rows and window", () => {
  const run = (rows: number, end: string) =>
    subject(
      end,
      {
        spec: {
          inputs: {
            train: {
              dataset,
              spec: {
                ...{ path: "a.csv", format: "csv", tags: {}, enabled: true, dependsOn: [] },
                lifecycle: { protect: false, ignore: [] },
              },
            },
          },
        },
        attempt: { staged: { train: { fingerprint: digest, files: 1, rows, window: { start: "s", end } } } },
      },
      {},
    );
  expect(compare([run(10, "e"), run(12, "f")], { all: false }).sections).toEqual([
    {
      name: "data",
      rows: [
        { name: "train rows", values: ["10", "12"], differs: true },
        { name: "train window", values: ["after s to e", "after s to f"], differs: true },
      ],
    },
  ]);
});

test("metrics: differences to the first, and which is better by its goal", () => {
  const of = (metrics: ComparedSubject["metrics"], name: string) => subject(name, {}, metrics);
  const { metrics } = compare(
    [
      of({ RMSE: 4, AUC: 0.5, rows: 1, MAE: Number.NaN, bias: 0, MAPE: 0.1 + 0.2 }, "a"),
      of({ RMSE: 3, AUC: 0.5, rows: 2, MAE: 1, bias: -1, MAPE: 0.3 }, "b"),
      of({ RMSE: 3, AUC: 0.75, MAE: 2, bias: 0, MAPE: 0.3 }, "c"),
    ],
    { all: false },
  );
  expect(metrics).toEqual([
    {
      ...{ name: "AUC", goal: "max", differs: true, best: [2], values: [0.5, 0.5, 0.75] },
      ...{ differences: [0, 0, 0.25], relative: [0, 0, 0.5] },
    },
    {
      ...{ name: "MAE", goal: "min", differs: true, best: [1], values: [Number.NaN, 1, 2] },
      ...{ differences: [undefined, undefined, undefined], relative: [undefined, undefined, undefined] },
    },
    {
      ...{ name: "MAPE", goal: "min", differs: true, best: [], values: [0.1 + 0.2, 0.3, 0.3] },
      differences: [0, 0.3 - (0.1 + 0.2), 0.3 - (0.1 + 0.2)],
      relative: [0, (0.3 - (0.1 + 0.2)) / (0.1 + 0.2), (0.3 - (0.1 + 0.2)) / (0.1 + 0.2)],
    },
    {
      ...{ name: "RMSE", goal: "min", differs: true, best: [1, 2], values: [4, 3, 3] },
      ...{ differences: [0, -1, -1], relative: [0, -0.25, -0.25] },
    },
    {
      ...{ name: "bias", differs: true, best: [], values: [0, -1, 0] },
      ...{ differences: [0, -1, 0], relative: [undefined, undefined, undefined] },
    },
    {
      ...{ name: "rows", differs: true, best: [], values: [1, 2, undefined] },
      ...{ differences: [0, 1, undefined], relative: [0, 1, undefined] },
    },
  ]);
});

test("a model from elsewhere has its files and metrics", () => {
  const external: ModelVersion = {
    ...{ id: "11111111-0000-4000-8000-000000000000", model: "x", version: 1, status: "READY" },
    origin: { type: "external", actor: "ada" },
    artifact: { digest, files: 1, size: 12 },
    ...{ metrics: { RMSE: 2 }, tags: {}, createdAt: "2026-01-01T00:00:00.000Z" },
  };
  const { sections, metrics } = compare(
    [{ name: "model/x@v1", version: external, metrics: external.metrics }, subject("run b", {}, { RMSE: 3 })],
    { all: false },
  );
  expect(metrics[0]).toMatchObject({ name: "RMSE", best: [0], differences: [0, 1], relative: [0, 0.5] });
  expect(sections.find(({ name }) => name === "about")?.rows[0]).toEqual({
    ...{ name: "trained elsewhere by", values: ["ada", undefined], differs: true },
  });
});

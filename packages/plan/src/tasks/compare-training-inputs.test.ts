import { digestOf, type Manifest, type TrainingInputs } from "@mlx/core";
import { describe, expect, test } from "vitest";
import { buildRecipe } from "../testing.ts";
import { compareTrainingInputs } from "./compare-training-inputs.ts";

const recipe = buildRecipe("gbm");
const [source, changed] = [digestOf("1"), digestOf("2")];
const inputs = (part: Partial<TrainingInputs> = {}): TrainingInputs => ({
  source,
  parameters: { n_estimators: 100 },
  datasets: { train: { dataset: "dataset/sales", fingerprint: digestOf("rows") } },
  env: {},
  secrets: {},
  ...part,
});

test("equal inputs, also in another order, have no difference", () => {
  expect(compareTrainingInputs(inputs(), inputs())).toEqual([]);
  expect(
    compareTrainingInputs(inputs({ parameters: { a: 1, b: 2 } }), inputs({ parameters: { b: 2, a: 1 } })),
  ).toEqual([]);
});

test("parameters and variables: what they were and what they become", () => {
  const token = { secret: { env: "TOKEN" } };
  expect(
    compareTrainingInputs(
      inputs({ parameters: { n: 100, kernel: "rbf", old: true, nested: { a: [1, 2] }, key: "literal" } }),
      inputs({ parameters: { n: "100", kernel: "poly", fresh: null, nested: { a: [1, 3] }, key: token } }),
    ),
  ).toEqual([
    "fresh added: null",
    'kernel "rbf" → "poly"',
    "key *** → secret(env TOKEN)",
    'n 100 → "100"',
    "nested.a.1 2 → 3",
    "old removed: true",
  ]);
  expect(compareTrainingInputs(inputs(), inputs({ env: { MODE: "x".repeat(60) } }))).toEqual([
    `env.MODE added: "${"x".repeat(38)}…`,
  ]);
});

test("the source names its recipe and its files where they are known", () => {
  const manifest = (digest: typeof source): Manifest => ({
    version: 1,
    entries: [{ path: "train.py", size: 1, executable: false, digest }],
  });
  const after = inputs({ source: changed });
  const manifests = new Map([
    [source, manifest(source)],
    [changed, manifest(changed)],
  ]);
  expect(compareTrainingInputs(inputs(), after)).toEqual(["source changed"]);
  expect(compareTrainingInputs(inputs(), after, manifests)).toEqual(["source changed: train.py"]);
  if (recipe.kind === "recipe")
    expect(compareTrainingInputs(inputs(), after, manifests, recipe.address)).toEqual([
      "source of recipe/gbm changed: train.py",
    ]);
});

describe("images", () => {
  const [one, other] = [`sha256:1a2b3c4d${"0".repeat(56)}`, `sha256:5e6f7a8b${"0".repeat(56)}`];
  const sources = (before: string, after: string) =>
    compareTrainingInputs(inputs({ source: before }), inputs({ source: after }));
  const images = (before: string | undefined, after: string | undefined) =>
    compareTrainingInputs(
      inputs(before === undefined ? {} : { image: before }),
      inputs(after === undefined ? {} : { image: after }),
    );

  test("one that moved under its name, and one of another name", () => {
    expect(sources(`acme/retail:1.4@${one}`, `acme/retail:1.4@${other}`)).toEqual([
      "image acme/retail:1.4 moved: sha256:1a2b3c4d… → sha256:5e6f7a8b…",
    ]);
    expect(sources("acme:1", "acme:2")).toEqual(["image acme:1 → acme:2"]);
    expect(sources(source, "acme:2")).toEqual(["source folder → acme:2"]);
    expect(images(`python:3.12@${one}`, `python:3.12@${other}`)).toEqual([
      "base image python:3.12 moved: sha256:1a2b3c4d… → sha256:5e6f7a8b…",
    ]);
  });

  test("the same image under another name is none, nor is what nobody has pinned", () => {
    expect(sources(`acme:1@${one}`, `acme:latest@${one}`)).toEqual([]);
    expect(sources("acme:1", `acme:1@${one}`)).toEqual([]);
    expect(images("python:3.12", `python:3.12@${one}`)).toEqual([]);
  });

  test("a task that ran as a process before was in no image that could differ", () => {
    expect(images(undefined, `python:3.12@${one}`)).toEqual([]);
    expect(images(`python:3.12@${one}`, undefined)).toEqual([]);
  });

  test("how an image is built, part by part", () => {
    expect(
      images(
        'dockerfile Dockerfile, target dev, GONE=1, TEXT="a, b=c", VERSION=1',
        'dockerfile prod.Dockerfile, target prod, NEW="", TEXT="a, b=d", VERSION=2',
      ),
    ).toEqual([
      "build dockerfile Dockerfile → prod.Dockerfile",
      "build target dev → prod",
      "build argument GONE removed: 1",
      'build argument TEXT "a, b=c" → "a, b=d"',
      "build argument VERSION 1 → 2",
      'build argument NEW added: ""',
    ]);
    expect(images(undefined, "dockerfile Dockerfile")).toEqual(["the image is built now"]);
    expect(images("dockerfile Dockerfile", undefined)).toEqual(["no image is built any more"]);
  });
});

test("the command, and secrets of another value", () => {
  expect(
    compareTrainingInputs(
      inputs({ command: ["python", "a.py"], secrets: { "parameters.key": "1", "env.OLD": "1" } }),
      inputs({ secrets: { "parameters.key": "2", "env.NEW": "1" } }),
    ),
  ).toEqual(["command changed", "secret changed: parameters.key"]);
});

test("data counts by content, not by name", () => {
  const data = (dataset: string, rows: string | null) => ({
    dataset,
    fingerprint: rows === null ? null : digestOf(rows),
  });
  const compare = (before: TrainingInputs["datasets"], after: TrainingInputs["datasets"]) =>
    compareTrainingInputs(inputs({ datasets: before }), inputs({ datasets: after }));
  expect(compare({ train: data("dataset/a", "1") }, { train: data("dataset/b", "1") })).toEqual([]);
  expect(compare({ train: data("dataset/a", null) }, { train: data("dataset/a", null) })).toEqual([]);
  expect(compare({ train: data("dataset/a", "1") }, { train: data("dataset/b", "2") })).toEqual([
    "channel train dataset/a → dataset/b",
  ]);
  expect(
    compare(
      { train: data("dataset/a", "1"), test: data("dataset/a", "1"), old: data("dataset/o", "1") },
      { train: data("dataset/a", "2"), test: data("dataset/a", "2"), new: data("dataset/n", "1") },
    ),
  ).toEqual(["channel new added: dataset/n", "channel old removed: dataset/o", "data of dataset/a changed"]);
});

test("a value that is sealed anew, or named by a variable now, is the same value", () => {
  const sealed = (text: string) => ({ key: { secret: { sealed: text } } });
  const [old, fresh] = [sealed("b25l"), sealed("dHdv")];
  const known = (hash: string) => ({ "parameters.key": hash, "env.key": hash });
  const of = (
    ref: typeof old | { readonly key: { readonly secret: { readonly env: string } } },
    hash?: string,
  ) => inputs({ parameters: ref, env: ref, secrets: hash === undefined ? {} : known(hash) });
  expect(compareTrainingInputs(of(old, "1"), of(fresh, "1"))).toEqual([]);
  expect(compareTrainingInputs(of(old, "1"), of({ key: { secret: { env: "KEY" } } }, "1"))).toEqual([]);
  expect(compareTrainingInputs(of(old, "1"), of(fresh, "2"))).toEqual([
    "secret changed: env.key",
    "secret changed: parameters.key",
  ]);
  expect(compareTrainingInputs(of(old, "1"), of({ key: { secret: { env: "KEY" } } }))).toEqual([
    "key secret(sealed) → secret(env KEY)",
    "env.key secret(sealed) → secret(env KEY)",
  ]);
});

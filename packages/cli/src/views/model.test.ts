import type { ModelHistory } from "@mlx/app";
import { type Evaluation, formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { modelOf, viewOf } from "../../test/values.ts";
import { renderModel, renderModels } from "./model.ts";
import { renderModelHistory } from "./model-history.ts";

const trainedBy = formatAddress({ kind: "experiment", name: "retail-nightly" });
const models = {
  models: [
    { version: modelOf(3), latest: true, aliases: [], stale: ["n_estimators 100 → 200"], trainedBy },
    { version: modelOf(2), latest: false, aliases: ["champion", "prod"], stale: [] },
  ],
  deleted: 1,
};

test("models at 80 columns", () => {
  expect(renderModels(models, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "MODEL                                   ALIASES         CREATED       RMSE
    model/retail-default@v3  latest, stale                  1 min ago  88860.7
    model/retail-default@v2                 champion, prod  1 min ago  88860.7
    1 deleted version not shown (\`mlx models list --all\`)
    ≈ model/retail-default@v3 is stale: n_estimators 100 → 200 (\`mlx run experiment/retail-nightly\`)"
  `);
});

test("a stale model whose experiment is gone is trained by its instance", () => {
  const [newest] = models.models;
  const instance = formatAddress({ kind: "instance", name: "retail-default" });
  const left = newest === undefined ? [] : [{ ...newest, trainedBy: instance }];
  expect(renderModels({ models: left, deleted: 0 }, viewOf({ width: 80 }))).toContain(
    "(`mlx run instance/retail-default --task train`)",
  );
});

test("models at 120 columns", () => {
  expect(renderModels(models, viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "MODEL                                   ALIASES         CREATED    RUN          SIZE     RMSE       MAPE
    model/retail-default@v3  latest, stale                  1 min ago  3f2a91bc  1.2 MiB  88860.7  0.0548123
    model/retail-default@v2                 champion, prod  1 min ago  3f2a91bc  1.2 MiB  88860.7  0.0548123
    1 deleted version not shown (\`mlx models list --all\`)
    ≈ model/retail-default@v3 is stale: n_estimators 100 → 200 (\`mlx run experiment/retail-nightly\`)"
  `);
});

test("models at 200 columns need no more room than at 120", () => {
  expect(renderModels(models, viewOf({ width: 200 }))).toBe(renderModels(models, viewOf({ width: 120 })));
});

test("no models", () => {
  expect(renderModels({ models: [], deleted: 0 }, viewOf())).toBe(
    "No models. `mlx run EXPERIMENT` of a train task makes one.",
  );
  expect(renderModels({ models: [], deleted: 2 }, viewOf())).toBe(
    "2 deleted versions not shown (`mlx models list --all`)",
  );
});

test("one version", () => {
  const files = [{ path: "model.pkl", size: 1000, executable: false, digest: "sha256:aa" }] as const;
  expect(
    renderModel(
      { version: modelOf(3), latest: true, aliases: ["champion"], stale: [], files, evaluations: [] },
      viewOf({ width: 80 }),
    ),
  ).toMatchInlineSnapshot(`
    "model/retail-default@v3
      state       latest
      aliases     champion
      instance    instance/retail-default
      experiment  experiment/retail-nightly
      run         run/3f2a91bc-0000-4000-8000-000000000001
      created     2026-01-31 11:58:14 (1 min ago)
      parameters  n_estimators=200
      source      sha256:41cf6794ba42
      data        train: dataset/retail-sales sha256:3a6eb0790f39
      git         0123456789ab on main, with uncommitted changes
      artifact    sha256:9372c470eead (2 files, 1.2 MiB)

    Metrics
      RMSE  88860.7
      MAPE  0.0548123

    Files
      model.pkl (1000 B)"
  `);
});

test("one of a chain has the parameters and data of all steps that led to it", () => {
  const version = modelOf(3);
  const { origin } = version;
  if (origin.type !== "run") return expect.unreachable("not of a run");
  const { train: data } = origin.inputs.datasets;
  const preprocess = {
    ...({ task: "preprocess", secrets: {}, parameters: { test_share: 0.5 } } as const),
    datasets: data === undefined ? {} : { raw: data },
  };
  const inputs = { ...origin.inputs, datasets: {}, steps: [preprocess] };
  const text = renderModel(
    {
      ...{ latest: true, aliases: [], stale: [], files: [], evaluations: [] },
      version: { ...version, origin: { ...origin, inputs } },
    },
    viewOf({ width: 80 }),
  );
  expect(text).toContain("  parameters  preprocess: test_share=0.5\n              train: n_estimators=200\n");
  expect(text).toContain("  data        preprocess/raw: dataset/retail-sales sha256:3a6eb0790f39\n");
});

const evaluation: Evaluation = {
  ...{ id: "e1", model: "retail-default", version: 3, verdict: "failed", actor: "policy", against: 2 },
  at: "2026-01-31T11:58:20.000Z",
  policy: { alias: "champion", auto: true, gates: [] },
  results: [
    {
      gate: { type: "threshold", metric: "RMSE", op: "<=", value: 80_000 },
      verdict: "failed",
      detail: "RMSE 88860.7 is not <= 80000",
    },
    {
      gate: { type: "approval", min: 2, by: [] },
      verdict: "waiting",
      detail: "1 of 2 approvals",
    },
  ],
};

test("a version from elsewhere that was deleted, with what its policy said", () => {
  const version = modelOf(3, {
    status: "DELETED",
    origin: { type: "external", actor: "bob@there", source: "notebook" },
    description: "by hand",
    tags: { stage: "pilot" },
    signature: { inputs: ["a"] },
    deleted: { at: "2026-01-31T11:59:00.000Z", actor: "ann@here", reason: "wrong data" },
  });
  const shown = { version, latest: false, aliases: [], stale: [], files: [], evaluations: [evaluation] };
  expect(
    renderModel({ ...shown, filesProblem: "a blob is missing" }, viewOf({ width: 80 })),
  ).toMatchInlineSnapshot(`
    "model/retail-default@v3
      state        deleted
      deleted      2026-01-31 11:59:00 (1 min ago) by ann@here: wrong data
      description  by hand
      tags         stage=pilot
      registered   by bob@there
      trained      notebook
      created      2026-01-31 11:58:14 (1 min ago)
      artifact     sha256:9372c470eead (2 files, 1.2 MiB)
      signature    {
                     "inputs": [
                       "a"
                     ]
                   }

    Metrics
      RMSE  88860.7
      MAPE  0.0548123

    Policy for champion: failed, against v2, judged 2026-01-31 11:58:20 (1 min ago) by policy
      failed   RMSE 88860.7 is not <= 80000
      waiting  1 of 2 approvals

    Files
      a blob is missing"
  `);
});

test("the history of a model's aliases", () => {
  const move = { model: "retail-default", alias: "champion", actor: "policy" } as const;
  const history: ModelHistory = {
    model: "retail-default",
    moves: [
      {
        ...{ ...move, seq: 2, from: 2, to: 1, kind: "rollback", actor: "ann@here", reason: "wrong prices" },
        at: "2026-01-31T11:59:30.000Z",
      },
      { ...move, seq: 1, to: 2, kind: "promote", at: "2026-01-31T11:58:00.000Z", gates: evaluation },
    ],
    evaluations: [evaluation],
  };
  expect(
    renderModelHistory({ ...history, withEvaluations: true }, viewOf({ width: 120 })),
  ).toMatchInlineSnapshot(`
    "WHEN       ALIAS                HOW       BY        WHY
    30 s ago   champion  v2 → v1    rollback  ann@here  wrong prices
    2 min ago  champion  none → v2  promote   policy    RMSE 88860.7 is not <= 80000; 1 of 2 approvals

    Evaluations
    1 min ago  model/retail-default@v3 did not pass the policy for champion: RMSE 88860.7 is not <= 80000 (policy)"
  `);
  expect(
    renderModelHistory({ model: "x", moves: [], evaluations: [], withEvaluations: false }, viewOf()),
  ).toBe("No alias of model/x was ever moved.");
});

test("files that are missing are told with what that means", () => {
  const shown = { version: modelOf(3), latest: true, aliases: [], stale: [], files: [], evaluations: [] };
  expect(renderModel({ ...shown, filesProblem: "a blob is missing" }, viewOf({ width: 80 }))).toMatch(
    /Files\n {2}a blob is missing\n {2}files are missing: nothing can load or promote this version$/,
  );
});

import { expect, test } from "vitest";
import { modelOf, viewOf } from "../../test/values.ts";
import { renderModel, renderModels } from "./model.ts";

const models = [
  { version: modelOf(3), latest: true, stale: ["n_estimators 100 → 200"] },
  { version: modelOf(2), latest: false, stale: [] },
];

test("models at 80 columns", () => {
  expect(renderModels(models, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "MODEL                                   CREATED    RUN          RMSE       MAPE
    model/retail-default@v3  latest, stale  1 min ago  3f2a91bc  88860.7  0.0548123
    model/retail-default@v2                 1 min ago  3f2a91bc  88860.7  0.0548123
    ≈ model/retail-default@v3 is stale: n_estimators 100 → 200 (\`mlx run experiment/retail-nightly\`)"
  `);
});

test("models at 120 columns", () => {
  expect(renderModels(models, viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "MODEL                                   CREATED    RUN          SIZE     RMSE       MAPE
    model/retail-default@v3  latest, stale  1 min ago  3f2a91bc  1.2 MiB  88860.7  0.0548123
    model/retail-default@v2                 1 min ago  3f2a91bc  1.2 MiB  88860.7  0.0548123
    ≈ model/retail-default@v3 is stale: n_estimators 100 → 200 (\`mlx run experiment/retail-nightly\`)"
  `);
});

test("models at 200 columns need no more room than at 120", () => {
  expect(renderModels(models, viewOf({ width: 200 }))).toBe(renderModels(models, viewOf({ width: 120 })));
});

test("no models", () => {
  expect(renderModels([], viewOf())).toBe("No models. `mlx run EXPERIMENT` of a train task makes one.");
});

test("one version", () => {
  const files = [{ path: "model.pkl", size: 1000, executable: false, digest: "sha256:aa" }] as const;
  expect(
    renderModel({ version: modelOf(3), latest: true, stale: [], files }, viewOf({ width: 80 })),
  ).toMatchInlineSnapshot(`
    "model/retail-default@v3
      state       latest
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

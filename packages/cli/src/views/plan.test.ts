import { expect, test } from "vitest";
import { fullPlan, planOf, viewOf } from "../../test/values.ts";
import { renderPlan, renderPlanNext } from "./plan.ts";

test("a plan at 80 columns", () => {
  expect(renderPlan(fullPlan(), viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "  + dataset/retail-sales  mlx.yaml:12
          path:   ./data/retail.csv
          format: csv

      ~ instance/retail-default  teams/forecasting/instances.mlx.yaml:30
          secret changed: parameters.password
          tasks.train.parameters.n_estimators: 100 → 200
          tasks.train.parameters.password:     *** (before) → *** (after)
          description:                         old → a description th…
          tags.team:                           a → removed

      - recipe/retail-gbm
          removed from config
          protected from deletion

    What follows
      ≈ model/retail-default@v3 becomes stale: n_estimators 100 → 200
      ≈ experiment/retail-nightly is affected by instance/retail-default

      ? looks like a rename: recipe/retail-gbm → recipe/gbm. To keep its models
        and runs, add:
          \`moved: [{ from: recipe/retail-gbm, to: recipe/gbm }]\`

      ✗ blocked: recipe/retail-gbm is protected

    Plan: 1 to create, 1 to update, 1 to delete, 4 unchanged. (environment dev, serial 3)"
  `);
});

test("a plan at 120 columns", () => {
  expect(renderPlan(fullPlan(), viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "  + dataset/retail-sales  mlx.yaml:12
          path:   ./data/retail.csv
          format: csv

      ~ instance/retail-default  teams/forecasting/instances.mlx.yaml:30
          secret changed: parameters.password
          tasks.train.parameters.n_estimators: 100 → 200
          tasks.train.parameters.password:     *** (before) → *** (after)
          description:                         old → a description that is long enough to be cut at eighty columns
          tags.team:                           a → removed

      - recipe/retail-gbm
          removed from config
          protected from deletion

    What follows
      ≈ model/retail-default@v3 becomes stale: n_estimators 100 → 200
      ≈ experiment/retail-nightly is affected by instance/retail-default

      ? looks like a rename: recipe/retail-gbm → recipe/gbm. To keep its models and runs, add:
          \`moved: [{ from: recipe/retail-gbm, to: recipe/gbm }]\`

      ✗ blocked: recipe/retail-gbm is protected

    Plan: 1 to create, 1 to update, 1 to delete, 4 unchanged. (environment dev, serial 3)"
  `);
});

test("a plan at 200 columns differs from 120 in nothing: its lines are short enough", () => {
  expect(renderPlan(fullPlan(), viewOf({ width: 200 }))).toBe(renderPlan(fullPlan(), viewOf({ width: 120 })));
});

test("-v shows values in full, and what was observed", () => {
  expect(renderPlan(fullPlan(), viewOf({ width: 80, verbosity: "verbose" }))).toMatchInlineSnapshot(`
    "  + dataset/retail-sales  mlx.yaml:12
          not in the store yet
          path:   ./data/retail.csv
          format: csv
          data         sha256:3a6eb0790f39

      ~ instance/retail-default  teams/forecasting/instances.mlx.yaml:30
          tasks.train.parameters.n_estimators changed; secret changed:
          parameters.password
          tasks.train.parameters.n_estimators: 100 → 200
          tasks.train.parameters.password:     *** (before) → *** (after)
          description:                         old → a description that is long enough to be cut at eighty columns
          tags.team:                           a → removed

      - recipe/retail-gbm
          removed from config
          protected from deletion

    What follows
      ≈ model/retail-default@v3 becomes stale: n_estimators 100 → 200
      ≈ experiment/retail-nightly is affected by instance/retail-default

      ? looks like a rename: recipe/retail-gbm → recipe/gbm. To keep its models
        and runs, add:
          \`moved: [{ from: recipe/retail-gbm, to: recipe/gbm }]\`

      ✗ blocked: recipe/retail-gbm is protected
          recipe/retail-gbm

    Plan: 1 to create, 1 to update, 1 to delete, 4 unchanged. (environment dev, serial 3)
      dataset: 1 to create
      instance: 1 to update
      recipe: 1 to delete"
  `);
});

test("-q shows the sum only", () => {
  expect(renderPlan(fullPlan(), viewOf({ verbosity: "quiet" }))).toBe(
    "Plan: 1 to create, 1 to update, 1 to delete, 4 unchanged. (environment dev, serial 3)",
  );
});

test("an empty plan", () => {
  expect(renderPlan(planOf(), viewOf())).toBe("No changes. 4 resources as declared. (serial 3)");
});

test("a control sequence in a value does not reach the terminal", () => {
  const { changes } = fullPlan();
  const [create] = changes;
  const plan = planOf({
    changes:
      create?.action === "create" ? [{ ...create, fields: [{ path: "path", after: "a\u001b[2Jb" }] }] : [],
  });
  expect(renderPlan(plan, viewOf())).not.toContain("\u001b");
});

test("what to type next: not for a plan that is blocked or empty", () => {
  const { blocks, ...free } = fullPlan();
  expect(renderPlanNext({ ...free, blocks: [] }, undefined, viewOf())).toBe("Next: `mlx apply`");
  expect(renderPlanNext({ ...free, blocks: [] }, "plan.json", viewOf())).toBe("Next: `mlx apply plan.json`");
  expect(renderPlanNext({ ...free, blocks }, undefined, viewOf())).toBe("");
  expect(renderPlanNext(planOf(), undefined, viewOf())).toBe("");
});

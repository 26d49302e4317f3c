import { digestOf, type FieldChange, formatAddress, type Plan } from "@mlx/core";
import pc from "picocolors";
import { expect, test } from "vitest";
import { fullPlan, planOf, viewOf } from "../../test/values.ts";
import type { ViewOptions } from "../view-options.ts";
import { renderPlan, renderPlanNext } from "./plan.ts";
import { renderConsequences, renderRenames } from "./plan-consequences.ts";
import { renderNextFires } from "./plan-fires.ts";
import { renderPins, renderSparkCommands } from "./plan-images.ts";
import { approvalQuestion } from "./question.ts";

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

      ? looks like a rename: recipe/retail-gbm → recipe/gbm
        To keep its models and runs, add:
          moved:
            - { from: recipe/retail-gbm, to: recipe/gbm }

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

      ? looks like a rename: recipe/retail-gbm → recipe/gbm
        To keep its models and runs, add:
          moved:
            - { from: recipe/retail-gbm, to: recipe/gbm }

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

      ? looks like a rename: recipe/retail-gbm → recipe/gbm
        To keep its models and runs, add:
          moved:
            - { from: recipe/retail-gbm, to: recipe/gbm }

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

test("renames of all keys are one move without them; other addresses with keys are quoted", () => {
  const rename = (from: string, to: string) => {
    const [name, key] = from.split("@");
    const [fresh, other] = to.split("@");
    const instanceOf = (it = "", of?: string) =>
      formatAddress({ kind: "instance", name: it, ...(of === undefined ? {} : { key: of }) });
    return { type: "probable-rename", from: instanceOf(name, key), to: instanceOf(fresh, other) } as const;
  };
  const hints = [
    rename("knn@1", "knear@1"),
    rename("knn@2", "knear@2"),
    rename("a@1", "b@1"),
    rename("c", "d"),
  ];
  expect(renderRenames(hints, viewOf())).toEqual([
    [
      "  ? looks like a rename: instance/knn → instance/knear",
      "  ? looks like a rename: instance/a[1] → instance/b[1]",
      "  ? looks like a rename: instance/c → instance/d",
      "    To keep their models and runs, add:",
      "      moved:",
      "        - { from: instance/knn, to: instance/knear }",
      '        - { from: "instance/a[1]", to: "instance/b[1]" }',
      "        - { from: instance/c, to: instance/d }",
    ].join("\n"),
  ]);
});

test("what is affected is grouped by its cause, unless -v", () => {
  const because = [formatAddress({ kind: "recipe", name: "x" })];
  const consequences = ["a", "b", "c"].map((name) => ({
    type: "affected" as const,
    address: formatAddress({ kind: "instance", name }),
    because,
  }));
  expect(renderConsequences(consequences, viewOf())).toEqual([
    "What follows\n  ≈ 3 resources are affected by recipe/x",
  ]);
  expect(renderConsequences(consequences, viewOf({ verbosity: "verbose" }))[0]?.split("\n").length).toBe(4);
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
  expect(renderPlanNext({ ...free, blocks: [] }, "mlx apply", viewOf())).toBe("Next: `mlx apply`");
  expect(
    renderPlanNext({ ...free, blocks: [] }, "mlx apply plan.json", viewOf({ repeated: ["--env dev"] })),
  ).toBe("Next: `mlx apply plan.json --env dev`");
  expect(renderPlanNext({ ...free, blocks }, "mlx apply", viewOf())).toBe("");
  expect(renderPlanNext(planOf(), "mlx apply", viewOf())).toBe("");
});

/** A plan whose only change makes a recipe of an image. */
function imagePlan({ fields, hints }: Partial<Pick<Plan, "hints"> & { fields: readonly FieldChange[] }>) {
  const [create] = fullPlan().changes;
  const changes = create?.action === "create" ? [{ ...create, fields: fields ?? [] }] : [];
  return planOf({ changes, hints: hints ?? [] });
}

test("a container that is hardly confined stands in red, with what it means", () => {
  const fields = [
    { path: "container.network", after: "bridge" },
    { path: "container.profile", before: "strict", after: "trusted" },
  ];
  expect(renderPlan(imagePlan({ fields }), viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "  + dataset/retail-sales  mlx.yaml:12
          container.network: bridge
          container.profile: strict → trusted
            ! trusted: nothing is confined but what Docker confines by itself: the
            image's own user, root too, with Docker's capabilities, set-user-id
            programs, a writable root and a network

    Plan: 4 unchanged. (serial 3)"
  `);
  const painted = renderPlan(imagePlan({ fields }), viewOf({ colours: pc.createColors(true) }));
  const red = pc.createColors(true).red;
  expect(painted).toContain(red("trusted"));
  expect(painted).not.toContain(red("bridge"));
});

const retail = "ghcr.io/acme/retail:1.4";
const pin = {
  type: "image-pin",
  image: { reference: retail, digest: digestOf("1"), local: false },
  recipes: [formatAddress({ kind: "recipe", name: "retail" })],
} as const;

test("images that are to be pinned, short unless -v", () => {
  const plan = imagePlan({ hints: [pin, { ...pin, before: digestOf("0") }] });
  expect(renderPins(plan, viewOf())).toMatchInlineSnapshot(`
    [
      "  = image ghcr.io/acme/retail:1.4 → sha256:6b86b273ff34, to be pinned in mlx.lock
      = image ghcr.io/acme/retail:1.4 moved: sha256:5feceb66ffc8 → sha256:6b86b273ff34, to be pinned in mlx.lock",
    ]
  `);
  expect(renderPins(plan, viewOf({ verbosity: "verbose", width: 200 }))).toMatchInlineSnapshot(`
    [
      "  = image ghcr.io/acme/retail:1.4 → sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b,
        to be pinned in mlx.lock (recipe/retail)
      = image ghcr.io/acme/retail:1.4 moved:
        sha256:5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9 →
        sha256:6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b, to be pinned in mlx.lock
        (recipe/retail)",
    ]
  `);
  expect(renderPins(planOf({ hints: [pin] }), viewOf())).toMatchInlineSnapshot(`
    [
      "  = image ghcr.io/acme/retail:1.4 → sha256:6b86b273ff34, not in mlx.lock yet; \`mlx lock\` pins it",
    ]
  `);
  expect(renderPins(planOf(), viewOf())).toEqual([]);
});

test("how Spark is started, on one line each, and not more than a few", () => {
  const commands = ["a", "b", "c", "d", "e", "f"].map((name) => ({
    type: "spark-command" as const,
    instance: formatAddress({ kind: "instance", name }),
    task: "train" as const,
    command: `spark-submit --master 'local[2]' --driver-memory 2048m ${"train.py ".repeat(9)}`.trim(),
  }));
  expect(
    renderSparkCommands(planOf({ hints: commands.slice(0, 1) }), viewOf({ width: 80 })),
  ).toMatchInlineSnapshot(`
    [
      "How Spark is started
      instance/a train
          spark-submit --master 'local[2]' --driver-memory 2048m train.py train.py train.py train.py train.py train.py train.py train.py train.py",
    ]
  `);
  const lines = (view: ViewOptions) => renderSparkCommands(planOf({ hints: commands }), view)[0]?.split("\n");
  expect(lines(viewOf())?.at(-1)).toBe("  and 1 more; -v shows all");
  expect(lines(viewOf({ verbosity: "verbose" }))).toHaveLength(13);
});

test("when schedules fire next, in their own zone and in UTC", () => {
  const experiment = (name: string) => formatAddress({ kind: "experiment", name });
  const fires = (timezone: string, ...times: readonly string[]) => ({
    timezone,
    fires: times.map((time) => `${time}:00.000Z`),
  });
  const berlin = fires("Europe/Berlin", "2026-03-28T01:00", "2026-03-29T00:00", "2026-03-30T22:30");
  const utc = fires("UTC", "2026-03-28T01:00");
  const plan = planOf({
    hints: [
      { type: "next-fires", experiment: experiment("new"), after: berlin },
      { type: "next-fires", experiment: experiment("moved"), before: utc, after: berlin },
      {
        type: "next-fires",
        experiment: experiment("off"),
        before: utc,
        after: { ...fires("UTC"), because: "it is suspended" },
      },
      { type: "next-fires", experiment: experiment("gone"), before: fires("No/Where", "2026-03-28T01:00") },
    ],
  });
  expect(renderNextFires(plan, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    [
      "Next fires
      experiment/new  Europe/Berlin
          2026-03-28 02:00 (01:00Z), 2026-03-29 01:00 (00:00Z),
          2026-03-31 00:30 (03-30 22:30Z)
      experiment/moved
          before  2026-03-28 01:00Z (UTC)
          after   2026-03-28 02:00 (01:00Z), 2026-03-29 01:00 (00:00Z),
                  2026-03-31 00:30 (03-30 22:30Z) (Europe/Berlin)
      experiment/off  UTC
          before  2026-03-28 01:00Z
          after   never: it is suspended
      experiment/gone  No/Where
          before  2026-03-28 01:00Z
          after   no schedule",
    ]
  `);
  expect(renderNextFires(plan, viewOf({ width: 120 }))[0]?.split("\n")[2]).toMatchInlineSnapshot(
    `"      2026-03-28 02:00 (01:00Z), 2026-03-29 01:00 (00:00Z), 2026-03-31 00:30 (03-30 22:30Z)"`,
  );
  expect(renderNextFires(planOf(), viewOf())).toEqual([]);
  expect(renderPlan(plan, viewOf())).toContain("Next fires\n  experiment/new  Europe/Berlin\n");
});

test("of a text that needs quotes on one side, both sides have them", () => {
  const [change] = fullPlan().changes.filter(({ action }) => action === "update");
  const fields = [
    { path: "schedule.cron.0", before: "0 0 * * *", after: "* * * * *" },
    { path: "timeout", before: 60, after: "# x" },
  ];
  const changes = change === undefined ? [] : [{ ...change, fields }];
  const text = renderPlan(planOf({ changes }), viewOf());
  expect(text).toContain('schedule.cron.0: "0 0 * * *" → "* * * * *"');
  expect(text).toMatch(/timeout: +60 → "# x"/);
});

test("runs that an apply starts, what services go on with, and aliases that are pinned", () => {
  const experiment = (name: string) => formatAddress({ kind: "experiment", name });
  const service = (name: string) => formatAddress({ kind: "service", name });
  const plan: Plan = {
    ...planOf({ summary: { create: 3, update: 0, move: 0, delete: 0, unchanged: 1, byKind: {} } }),
    runs: [
      { experiment: experiment("x-training"), task: "train", because: "first training of service/x" },
      {
        experiment: experiment("x-scoring"),
        task: "score",
        because: "first scoring of service/x",
        waitsFor: "a first model of experiment/x-training",
      },
    ],
    consequences: [
      { type: "service-model", service: service("old"), serves: "model/retail@v3" },
      { type: "service-model", service: service("x"), waitsFor: "a first model of experiment/x-training" },
      {
        type: "alias-pinned",
        model: formatAddress({ kind: "model", name: "retail" }),
        alias: "champion",
        from: 3,
        to: 2,
      },
    ],
  };
  expect(renderPlan(plan, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "What follows
      ≈ service/old goes on with model/retail@v3
      ≈ service/x waits for a first model of experiment/x-training
      ≈ model/retail@champion moves from v3 to v2, where it is pinned

    Runs that an apply starts
      ▶ experiment/x-training: first training of service/x
      ▷ experiment/x-scoring: first scoring of service/x, once there is a first
        model of experiment/x-training

    Plan: 3 to create, 1 unchanged, 2 runs to start. (serial 3)"
  `);
  expect(approvalQuestion(plan, "apply")).toMatchInlineSnapshot(
    `"Apply 3 changes, start 1 training, 1 other run, move 1 alias?"`,
  );
});

test("a list of maps has one item a line, and marks what goes and comes", () => {
  const gate = { metric: "AUC", op: ">=", value: 0.8 };
  const before = [gate, { minRows: 10, input: "train" }];
  const after = [gate, { approval: { min: 1, by: ["ann", "b, c"] } }];
  const path = "promotion.gates";
  const lines = (field: FieldChange) => renderPlan(imagePlan({ fields: [field] }), viewOf()).split("\n");
  expect(lines({ path, before, after }).slice(1, 5)).toEqual([
    "      promotion.gates:",
    "        - { minRows: 10, input: train }",
    '          { metric: AUC, op: ">=", value: 0.8 }',
    '        + { approval: { min: 1, by: [ann, "b, c"] } }',
  ]);
  expect(lines({ path, after }).slice(1, 4)).toEqual([
    "      promotion.gates:",
    '        + { metric: AUC, op: ">=", value: 0.8 }',
    '        + { approval: { min: 1, by: [ann, "b, c"] } }',
  ]);
});

test("what came from outside stands apart from what the files change", () => {
  const nightly = formatAddress({ kind: "experiment", name: "retail-nightly" });
  const reasons = ["changed through the API by jane", "timeout changed"];
  const change = { address: nightly, at: { file: "mlx.yaml", line: 40, column: 3 }, reasons };
  const [created] = fullPlan().changes;
  if (created?.action !== "create") throw new TypeError("the first change makes something");
  const { after } = created;
  const made = Array.from({ length: 12 }, (_, index) =>
    formatAddress({ kind: "experiment", name: `made-${index + 1}` }),
  );
  const plan = planOf({
    changes: [
      {
        ...change,
        action: "import",
        address: made[0] ?? nightly,
        reasons: ["made through the API, and declared now"],
        fields: [],
        after,
      },
      { ...change, action: "update", fields: [{ path: "timeout", before: "1m", after: "1d" }], after },
      {
        ...{ ...change, action: "create", reasons: ["deleted through the API by jane"], fields: [], after },
        address: formatAddress({ kind: "dataset", name: "gone" }),
      },
    ],
    drift: [
      {
        address: formatAddress({ kind: "dataset", name: "gone" }),
        action: "deleted",
        actor: "jane",
        at: "2026-01-30T12:00:00.000Z",
        fields: [],
      },
      {
        address: nightly,
        action: "changed",
        actor: "jane with a name that is rather long for a column",
        at: "2026-01-31T10:00:00.000Z",
        fields: [
          { path: "timeout", before: "1d", after: "1m" },
          { path: "parameters.key", after: "secret(sealed)" },
        ],
      },
    ],
    unmanaged: made.slice(1),
    summary: { create: 1, update: 1, move: 0, import: 1, delete: 0, unchanged: 4, byKind: {} },
  });
  expect(renderPlan(plan, viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "Changed outside since the files were applied
      ≠ dataset/gone  deleted through the API by jane 1 d ago
      ≠ experiment/retail-nightly  changed through the API by jane with a name
        that is rather long for a column 2 h ago
          timeout:        1d → 1m
          parameters.key: secret(sealed)

      ← experiment/made-1  mlx.yaml:40
          made through the API, and declared now

      ~ experiment/retail-nightly  mlx.yaml:40
          changed through the API by jane
          timeout: 1m → 1d

      + dataset/gone  mlx.yaml:40
          deleted through the API by jane

    Unmanaged
      · experiment/made-2
      · experiment/made-3
      · experiment/made-4
      · experiment/made-5
      · experiment/made-6
      · experiment/made-7
      · experiment/made-8
      · experiment/made-9
      · experiment/made-10
      · experiment/made-11
        and 1 more: \`-v\` shows all
      They were made through the API and are left alone; \`mlx import\` writes files
        that declare them.

    Plan: 1 to create, 1 to update, 1 to import, 4 unchanged, 2 changed outside, 11 unmanaged. (serial 3)"
  `);
  expect(renderPlan(plan, viewOf({ width: 120 }))).toMatchInlineSnapshot(`
    "Changed outside since the files were applied
      ≠ dataset/gone  deleted through the API by jane 1 d ago
      ≠ experiment/retail-nightly  changed through the API by jane with a name that is rather long for a column
        2 h ago
          timeout:        1d → 1m
          parameters.key: secret(sealed)

      ← experiment/made-1  mlx.yaml:40
          made through the API, and declared now

      ~ experiment/retail-nightly  mlx.yaml:40
          changed through the API by jane
          timeout: 1m → 1d

      + dataset/gone  mlx.yaml:40
          deleted through the API by jane

    Unmanaged
      · experiment/made-2
      · experiment/made-3
      · experiment/made-4
      · experiment/made-5
      · experiment/made-6
      · experiment/made-7
      · experiment/made-8
      · experiment/made-9
      · experiment/made-10
      · experiment/made-11
        and 1 more: \`-v\` shows all
      They were made through the API and are left alone; \`mlx import\` writes files that declare them.

    Plan: 1 to create, 1 to update, 1 to import, 4 unchanged, 2 changed outside, 11 unmanaged. (serial 3)"
  `);
  expect(renderPlan(plan, viewOf({ width: 200 }))).toBe(renderPlan(plan, viewOf({ width: 120 })));
  expect(renderPlan(planOf({ unmanaged: made.slice(0, 1) }), viewOf({ width: 80 }))).toMatchInlineSnapshot(`
    "Unmanaged
      · experiment/made-1
      They were made through the API and are left alone; \`mlx import\` writes files
        that declare them.

    No changes. 4 resources as declared, 1 unmanaged. (serial 3)"
  `);
  expect(renderPlan(plan, viewOf({ verbosity: "quiet" }))).toMatchInlineSnapshot(
    `"Plan: 1 to create, 1 to update, 1 to import, 4 unchanged, 2 changed outside, 11 unmanaged. (serial 3)"`,
  );
  expect(renderPlan(plan, viewOf({ verbosity: "verbose" }))).toContain("experiment/made-12");
  expect(approvalQuestion(plan, "apply")).toBe("Apply 3 changes?");
});

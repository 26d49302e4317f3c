import {
  type Consequence,
  type ContainerSpec,
  defaultRunTimeouts,
  digestOf,
  formatAddress,
  type Move,
  type Observed,
  type PreparedResource,
} from "@mlx/core";
import { describe, expect, test } from "vitest";
import {
  buildDataset,
  buildExperiment,
  buildInstance,
  buildModel,
  buildRecipe,
  planBetween,
} from "../testing.ts";

const retail = formatAddress({ kind: "instance", name: "retail" });
const nightly = formatAddress({ kind: "experiment", name: "nightly" });
const sales = formatAddress({ kind: "dataset", name: "sales" });

interface Parts {
  readonly dataset?: Parameters<typeof buildDataset>[1];
  readonly recipe?: Parameters<typeof buildRecipe>[1];
  readonly instance?: Parameters<typeof buildInstance>[1];
  readonly experiment?: Parameters<typeof buildExperiment>[1];
}

/** dataset/sales and recipe/gbm ← instance/retail ← experiment/nightly, with some parts different. */
function project({ dataset, recipe, instance, experiment }: Parts = {}): PreparedResource[] {
  return [
    buildDataset("sales", dataset),
    buildRecipe("gbm", { defaults: { train: { n_estimators: 100 } }, ...recipe }),
    buildInstance("retail", { dataset: "sales", ...instance }),
    buildExperiment("nightly", experiment),
  ];
}

const model = (made: PreparedResource[] = project()) =>
  buildModel(made, { instance: retail, experiment: nightly });
const ofType = <T extends Consequence["type"]>(consequences: readonly Consequence[], type: T) =>
  consequences.filter((each): each is Extract<Consequence, { type: T }> => each.type === type);

describe("models", () => {
  const stale = (before: PreparedResource[], after: PreparedResource[], made = model(before)) =>
    ofType(planBetween(before, after, { models: [made] }).consequences, "model-stale");

  test("a changed default, source or dataset makes the model stale and says how", () => {
    const because = (...reasons: string[]) => [
      { type: "model-stale", model: "model/retail@v3", experiment: nightly, instance: retail, reasons },
    ];
    expect(stale(project(), project({ recipe: { defaults: { train: { n_estimators: 200 } } } }))).toEqual(
      because("n_estimators 100 → 200"),
    );
    expect(stale(project(), project({ recipe: { code: "2" } }))).toEqual(
      because("source of recipe/gbm changed"),
    );
    expect(stale(project(), project({ dataset: { data: "2" } }))).toEqual(
      because("data of dataset/sales changed"),
    );
    expect(stale(project(), project({ experiment: { parameters: { max_depth: 3 } } }))).toEqual(
      because("max_depth added: 3"),
    );
  });

  test("a change that no training sees leaves it as it is", () => {
    expect(stale(project(), project({ recipe: { description: "new" } }))).toEqual([]);
    expect(stale(project(), project({ experiment: { timeoutSeconds: 60 } }))).toEqual([]);
    expect(stale(project(), project({ experiment: { enabled: false } }))).toEqual([]);
    const queueing = { priority: 9, slots: { licence: 1 }, maxRunning: 1, timeouts: defaultRunTimeouts };
    expect(stale(project(), project({ experiment: queueing }))).toEqual([]);
    expect(
      stale(project(), project({ recipe: { defaults: { train: { n_estimators: 100 }, score: { a: 1 } } } })),
    ).toEqual([]);
    const overridden = { parameters: { n_estimators: 50 } };
    expect(
      stale(
        project({ experiment: overridden }),
        project({ experiment: overridden, recipe: { defaults: { train: { n_estimators: 200 } } } }),
      ),
    ).toEqual([]);
  });

  test("a relaxation of the container leaves it as it is, another image does not", () => {
    const image = (content: string): Observed => ({
      image: { reference: "acme:1", digest: digestOf(content), local: false },
    });
    const boxed = (content: string, more: Partial<ContainerSpec> = {}) => [
      ...project().filter(({ kind }) => kind !== "recipe"),
      buildRecipe(
        "gbm",
        {
          origin: { image: "acme:1" },
          executor: "docker",
          container: { profile: "strict", pull: "missing", ...more },
        },
        image(content),
      ),
    ];
    const relaxed = planBetween(boxed("1"), boxed("1", { profile: "trusted", network: "bridge" }), {
      models: [model(boxed("1"))],
    });
    expect(relaxed.changes.map(({ fields }) => fields)).toEqual([
      [
        { path: "container.network", after: "bridge" },
        { path: "container.profile", before: "strict", after: "trusted" },
      ],
    ]);
    expect(relaxed.consequences).toEqual([]);
    expect(stale(boxed("1"), boxed("2"))).toMatchObject([
      { reasons: [expect.stringMatching(/^image acme:1 moved: sha256:.{8}… → sha256:.{8}…$/)] },
    ]);
  });

  test("one that was stale already shows again only for what changes now, measured from the model", () => {
    const made = model(project());
    const applied = project({ recipe: { defaults: { train: { n_estimators: 150 } } } });
    expect(
      stale(
        applied,
        project({
          recipe: { defaults: { train: { n_estimators: 150 } } },
          experiment: { stopGraceSeconds: 5 },
        }),
        made,
      ),
    ).toEqual([]);
    expect(
      stale(applied, project({ recipe: { code: "2", defaults: { train: { n_estimators: 150 } } } }), made),
    ).toMatchObject([{ reasons: ["source of recipe/gbm changed"] }]);
    expect(
      stale(applied, project({ recipe: { defaults: { train: { n_estimators: 200 } } } }), made),
    ).toMatchObject([{ reasons: ["n_estimators 100 → 200"] }]);
    expect(stale(applied, project(), made), "back to what made it").toEqual([]);
  });

  test("a model of the instance itself is compared without the experiment", () => {
    const made = buildModel(project(), { instance: retail });
    expect(stale(project(), project({ experiment: { parameters: { a: 1 } } }), made)).toEqual([]);
    expect(stale(project(), project({ dataset: { data: "2" } }), made)).toEqual([
      {
        type: "model-stale",
        model: "model/retail@v3",
        instance: retail,
        reasons: ["data of dataset/sales changed"],
      },
    ]);
  });

  test("a training that is no longer possible is a reason", () => {
    expect(stale(project(), project({ instance: { tasks: {} } }))).toMatchObject([
      { reasons: ["instance/retail does not declare the task train"] },
    ]);
    expect(
      stale(
        project(),
        project({
          experiment: { task: "score" },
          instance: { tasks: { score: { parameters: {}, inputs: {}, outputs: {} } } },
        }),
      ),
    ).toMatchObject([{ reasons: ["experiment/nightly no longer trains: its task is score"] }]);
  });

  test("a move of everything makes nothing stale", () => {
    const [dataset, recipe, instance, experiment] = [
      buildDataset("s2", { path: "data/sales.csv" }),
      buildRecipe("g2", { defaults: { train: { n_estimators: 100 } } }),
      buildInstance("r2", { recipe: "g2", dataset: "s2" }),
      buildExperiment("n2", { instance: "r2" }),
    ];
    const after = [dataset, recipe, instance, experiment];
    const moved = project().map(({ address: from, at }, index): Move => {
      const to = after[index]?.address;
      return { from, to: to ?? from, at };
    });
    const plan = planBetween(project(), after, { moved, models: [model()] });
    expect(plan.changes.map(({ action }) => action)).toEqual(["move", "move", "move", "move"]);
    expect(plan.consequences).toEqual([]);
  });

  test("data that changes while its dataset moves is told under the new name", () => {
    const [, recipe] = project();
    const after = [
      buildDataset("s2", { path: "data/sales.csv", data: "2" }),
      ...(recipe === undefined ? [] : [recipe]),
      buildInstance("retail", { dataset: "s2" }),
      buildExperiment("nightly"),
    ];
    const to = formatAddress({ kind: "dataset", name: "s2" });
    const moved = [{ from: sales, to, at: { file: "mlx.yaml", line: 1, column: 1 } }];
    const { consequences } = planBetween(project(), after, { moved, models: [model()] });
    expect(ofType(consequences, "model-stale")).toMatchObject([{ reasons: ["data of dataset/s2 changed"] }]);
  });

  test("a model whose instance or experiment goes is orphaned", () => {
    const orphaned = [{ type: "model-orphaned", model: "model/retail@v3", instance: retail }];
    const consequences = (before: PreparedResource[], after: PreparedResource[]) =>
      planBetween(before, after, { models: [model()] }).consequences;
    const first = (count: number, parts?: Parts) => project(parts).slice(0, count);
    expect(consequences(project(), first(3))).toEqual([{ ...orphaned[0], experiment: nightly }]);
    expect(consequences(project(), first(2))).toEqual(orphaned);
    const later = consequences(first(3), first(3, { dataset: { data: "2" } }));
    expect(
      later.filter(({ type }) => type !== "affected"),
      "told when it happened",
    ).toEqual([]);
  });
});

describe("affected resources", () => {
  const affected = (before: PreparedResource[], after: PreparedResource[]) =>
    Object.fromEntries(
      ofType(planBetween(before, after).consequences, "affected").map(({ address, because }) => [
        address,
        because,
      ]),
    );

  test("all that use what changes, with everything that does", () => {
    expect(affected(project(), project({ recipe: { code: "2" }, dataset: { data: "2" } }))).toEqual({
      "instance/retail": ["dataset/sales", "recipe/gbm"],
      "experiment/nightly": ["dataset/sales", "recipe/gbm"],
    });
    expect(
      affected(project(), project({ recipe: { code: "2" }, instance: { parameters: { a: 1 } } })),
    ).toEqual({ "experiment/nightly": ["instance/retail", "recipe/gbm"] });
  });

  test("not by words, an order, or a task that is not theirs", () => {
    expect(affected(project(), project({ recipe: { tags: { team: "x" }, description: "y" } }))).toEqual({});
    expect(
      affected(
        project(),
        project({ recipe: { defaults: { train: { n_estimators: 100 }, score: { a: 1 } } } }),
      ),
    ).toEqual({});
    const ordered = (data: string) => [
      buildDataset("sales", { data }),
      buildRecipe("x", { dependsOn: [sales] }),
    ];
    expect(affected(ordered("1"), ordered("2"))).toEqual({});
  });

  test("an experiment's own input takes the place of the instance's", () => {
    const other = (data: string) => [
      ...project({ experiment: { inputs: { train: buildDatasetAddress("other") } } }),
      buildDataset("other", { data }),
    ];
    expect(affected(other("1"), other("2"))).toEqual({ "experiment/nightly": ["dataset/other"] });
    const [, ...rest] = other("1");
    expect(affected(other("1"), [buildDataset("sales", { data: "2" }), ...rest])).toEqual({
      "instance/retail": ["dataset/sales"],
    });
  });
});

describe("runs under way", () => {
  const run = { runId: "run-1", instance: retail, experiment: nightly };
  const touched = (before: PreparedResource[], after: PreparedResource[], runs = [run]) =>
    ofType(planBetween(before, after, { runsUnderWay: runs }).consequences, "run-under-way").map(
      ({ runId, address }) => `${runId} ${address}`,
    );

  test("each changed or deleted resource that a run uses is named", () => {
    expect(
      touched(project(), project({ dataset: { data: "2" }, experiment: { timeoutSeconds: 9 } })),
    ).toEqual(["run-1 dataset/sales", "run-1 experiment/nightly"]);
    expect(touched(project(), project().slice(0, 3))).toEqual(["run-1 experiment/nightly"]);
    expect(touched(project(), project({ recipe: { description: "x" } }))).toEqual([]);
    expect(touched(project(), project({ dataset: { data: "2" } }), [])).toEqual([]);
  });

  test("a run uses what the instance referred to before the change", () => {
    const others = [buildDataset("other", {}, { fingerprint: digestOf("x") })];
    expect(
      touched(
        [...project(), ...others],
        [
          ...project({ instance: { dataset: "other" } }).filter(({ address }) => address !== sales),
          ...others,
        ],
      ),
    ).toEqual(["run-1 dataset/sales", "run-1 instance/retail"]);
  });
});

function buildDatasetAddress(name: string) {
  return formatAddress({ kind: "dataset", name });
}

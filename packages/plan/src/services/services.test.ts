/** What a plan says of services and of models that are declared. */
import { formatAddress, type PreparedResource, type ScheduleSpec, taskNames } from "@mlx/core";
import { expect, test } from "vitest";
import {
  applyChanges,
  buildDataset,
  buildExperiment,
  buildInstance,
  buildModelSpec,
  buildRecipe,
  buildService,
  planBetween,
} from "../testing.ts";

const tasks = Object.fromEntries(
  taskNames.map((task) => [task, { parameters: {}, inputs: {}, outputs: {} }]),
);
const base = [buildDataset("sales"), buildRecipe("gbm"), buildInstance("retail", { tasks })];
const service = formatAddress({ kind: "service", name: "x" });
const training = formatAddress({ kind: "experiment", name: "x-training" });
const daily: ScheduleSpec = {
  cron: ["0 2 * * *"],
  timezone: "UTC",
  catchUp: "latest",
  catchUpLimit: 10,
  concurrency: "forbid",
  maxConcurrent: 1,
  queueLimit: 1,
  dst: { gap: "shift", overlap: "first" },
  jitterSeconds: 0,
  suspend: false,
};

type Part = NonNullable<Parameters<typeof buildExperiment>[1]>;

function published(train: Part = {}, score: Part = {}, name = "x"): readonly PreparedResource[] {
  const trainedBy = formatAddress({ kind: "experiment", name: `${name}-training` });
  const own = { service: formatAddress({ kind: "service", name }) };
  const model = { type: "latest", experiment: trainedBy } as const;
  return [
    ...base,
    buildExperiment(`${name}-training`, { ...own, ...train }),
    buildExperiment(`${name}-scoring`, { ...own, task: "score", model, ...score }),
    buildService(name),
  ];
}

const first = {
  training: { experiment: training, task: "train", because: "first training of service/x" },
  scoring: {
    experiment: "experiment/x-scoring",
    task: "score",
    because: "first scoring of service/x",
    waitsFor: "a first model of experiment/x-training",
  },
};

test("the first runs: once each, trainings first, and only where no schedule starts them", () => {
  const runs = (resources: readonly PreparedResource[], serving = new Map<typeof service, string>()) =>
    planBetween(base, resources, { serving }).runs;
  expect(runs(published())).toEqual([first.training, first.scoring]);
  expect(runs(published({}, { schedule: daily }))).toEqual([first.training]);
  expect(runs(published({ schedule: daily }))).toEqual([first.scoring]);
  expect(runs(published({ schedule: daily }, { schedule: daily }))).toBeUndefined();
  expect(runs(published({ enabled: false }, { enabled: false }))).toBeUndefined();
  // A model that is there already is not the one of the training that comes.
  const serving = new Map([[service, "model/retail@v3"]]);
  expect(runs(published(), serving)).toEqual([first.training, first.scoring]);
  const { waitsFor: _, ...atOnce } = first.scoring;
  expect(runs(published({ schedule: daily }), serving)).toEqual([atOnce]);
});

test("nothing is announced of what is there, and after an apply there is nothing to plan", () => {
  const resources = published();
  const { changes } = planBetween(base, resources);
  const applied = applyChanges(base, changes);
  const again = planBetween(applied, resources);
  expect([again.changes, again.runs, again.consequences]).toEqual([[], undefined, []]);
  const scheduled = planBetween(applied, published({}, { schedule: daily }));
  expect(scheduled.changes.map(({ address }) => address)).toEqual(["experiment/x-scoring"]);
  expect([scheduled.runs, scheduled.blocks]).toEqual([undefined, []]);
});

test("what a service that is touched goes on with, or waits for", () => {
  const resources = published();
  const changed = [buildDataset("sales"), buildRecipe("gbm", { code: "new" }), ...resources.slice(2)];
  const services = (serving?: ReadonlyMap<typeof service, string>) =>
    planBetween(resources, changed, serving === undefined ? {} : { serving }).consequences.filter(
      ({ type }) => type === "service-model",
    );
  expect(services()).toEqual([
    { type: "service-model", service, waitsFor: "a first model of experiment/x-training" },
  ]);
  expect(services(new Map([[service, "model/retail@v3"]]))).toEqual([
    { type: "service-model", service, serves: "model/retail@v3" },
  ]);
  const unrelated = [...resources, buildDataset("other")];
  expect(planBetween(resources, unrelated).consequences).toEqual([]);
});

test("the startTime of a service's schedule stays; that of another experiment may change", () => {
  const at = (startTime: string | undefined, own: boolean) => {
    const schedule = { ...daily, ...(startTime === undefined ? {} : { startTime }) };
    return own ? published({ schedule }) : [...base, buildExperiment("free", { schedule })];
  };
  const blocks = (from: string | undefined, to: string | undefined, own = true) =>
    planBetween(at(from, own), at(to, own)).blocks;
  expect(blocks("2026-01-01", "2026-02-01")).toEqual([
    {
      type: "start-time",
      addresses: [service, training],
      message:
        "the startTime of the training schedule of service/x would change: 2026-01-01 → 2026-02-01; publish the service under another name, or remove the schedule, apply, and add it again",
    },
  ]);
  expect(blocks(undefined, "2026-02-01")).toHaveLength(1);
  expect(blocks("2026-01-01", "2026-02-01", false)).toEqual([]);
  const withEnd = published({ schedule: { ...daily, startTime: "2026-01-01", endTime: "2027-01-01" } });
  expect(planBetween(at("2026-01-01", true), withEnd).blocks).toEqual([]);
  expect(planBetween(at("2026-01-01", true), published()).blocks).toEqual([]);
});

test("a service that moves takes its experiments along, and announces nothing", () => {
  const move = (kind: "service" | "experiment", name: string) => ({
    from: formatAddress({ kind, name: `x${name}` }),
    to: formatAddress({ kind, name: `y${name}` }),
    at: { file: "mlx.yaml", line: 1, column: 1 },
  });
  const moved = [move("service", ""), move("experiment", "-training"), move("experiment", "-scoring")];
  const plan = planBetween(published(), published({}, {}, "y"), { moved });
  expect(plan.changes.map(({ action, address, reasons }) => [action, address, reasons])).toEqual([
    ["move", "experiment/y-training", ["moved from experiment/x-training", "reference moved"]],
    ["move", "experiment/y-scoring", ["moved from experiment/x-scoring", "reference moved"]],
    ["move", "service/y", ["moved from service/x", "reference moved"]],
  ]);
  expect(plan.runs).toBeUndefined();
});

test("an alias that is pinned moves; a version that cannot bear it blocks", () => {
  const model = buildModelSpec("retail", { pin: 3 });
  const pinned = { model: model.address, alias: "champion", to: 3 };
  const plan = (part: { readonly from?: number; readonly problem?: string }) => {
    const { consequences, blocks } = planBetween([...base, model], [...base, model], {
      pinned: [{ ...pinned, ...part }],
    });
    return [...consequences, ...blocks.map(({ message }) => message)];
  };
  expect(plan({})).toEqual([{ type: "alias-pinned", ...pinned }]);
  expect(plan({ from: 2 })).toEqual([{ type: "alias-pinned", ...pinned, from: 2 }]);
  expect(plan({ from: 3 })).toEqual([]);
  expect(plan({ from: 2, problem: "that version is DELETED" })).toEqual([
    "model/retail is pinned to v3, and that version is DELETED; `mlx models list` shows which versions there are",
  ]);
});

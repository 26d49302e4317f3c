/** Small, whole values of the core types to write to a store. */
import {
  type Address,
  type AnnouncedRun,
  type ApplyCommit,
  type Attempt,
  type DatasetSpec,
  type Digest,
  digestOf,
  digestOfJson,
  type ExperimentSpec,
  formatAddress,
  type InstanceSpec,
  type JsonObject,
  type NewAliasMove,
  type NewModelVersion,
  type NewRun,
  type PreparedResource,
  type RecipeSpec,
  type ResourceWrite,
  type Run,
  type RunEnding,
  type RunFence,
  type RunSpec,
  type ScheduleSpec,
  type ServiceSpec,
  type Store,
  timestamp,
  type WorkerIdentity,
} from "@mlx/core";

/** Seconds after the beginning of 2026. */
export function at(seconds: number): string {
  return timestamp(Date.UTC(2026, 0, 1) + seconds * 1000);
}

/** A UUID from a number; those of equal `group` begin alike. */
export function uuid(number: number, group = 0): string {
  return `${group.toString(16).padStart(8, "0")}-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

export const instance = (name: string): Address<"instance"> => formatAddress({ kind: "instance", name });
export const experiment = (name: string): Address<"experiment"> =>
  formatAddress({ kind: "experiment", name });
const recipe: Address<"recipe"> = formatAddress({ kind: "recipe", name: "gbm" });

/** An instance; another `seed` is a change of it. */
export function instanceResource(name: string, seed = 1): PreparedResource<"instance"> {
  const spec: InstanceSpec = {
    tags: {},
    enabled: true,
    lifecycle: { protect: false, ignore: [] },
    dependsOn: [],
    recipe,
    tasks: { train: { parameters: { seed, name: "Ünïcode \u{1f600}" }, inputs: {}, outputs: {} } },
  };
  const observed = { secrets: { "parameters.password": "hash" } };
  return {
    address: instance(name),
    kind: "instance",
    spec,
    references: [recipe],
    at: { file: "mlx.yaml", line: 1, column: 1 },
    observed,
    digest: digestOfJson({ spec, observed }),
  };
}

/** A put; the resource's id, if it is new, is `uuid(id)`. */
export function put(
  id: number,
  name: string,
  more: { readonly seed?: number; readonly from?: string; readonly wire?: JsonObject } = {},
): ResourceWrite {
  const from = more.from === undefined ? {} : { from: instance(more.from) };
  const wire = more.wire === undefined ? {} : { wire: more.wire };
  return { action: "put", id: uuid(id), resource: instanceResource(name, more.seed), ...from, ...wire };
}

/** A recipe whose source folder was found to be the manifest. */
export function putRecipe(id: number, name: string, manifest: Digest): ResourceWrite {
  const spec: RecipeSpec = {
    ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
    ...{ type: "Python", algorithm: "Custom", origin: { source: "./recipe" }, executor: "process" },
    ...{ command: {}, env: {}, requireModel: true, defaults: {} },
  };
  const observed = { source: { manifest } };
  const resource: PreparedResource<"recipe"> = {
    ...{ address: formatAddress({ kind: "recipe", name }), kind: "recipe", spec, references: [] },
    ...{ at: { file: "mlx.yaml", line: 1, column: 1 }, observed, digest: digestOfJson({ spec, observed }) },
  };
  return { action: "put", id: uuid(id), resource };
}

export const everyHour: ScheduleSpec = {
  ...{ cron: ["0 * * * *"], timezone: "UTC", catchUp: "latest", catchUpLimit: 10 },
  ...{ concurrency: "forbid", maxConcurrent: 1, queueLimit: 1, dst: { gap: "shift", overlap: "first" } },
  ...{ jitterSeconds: 0, suspend: false },
};

interface ExperimentOptions {
  readonly schedule?: Partial<ScheduleSpec>;
  readonly enabled?: boolean;
  /** Another value is a change that the schedule has nothing to do with. */
  readonly seed?: number;
  readonly from?: string;
}

/** A put of an experiment; its id, if it is new, is `uuid(id)`. */
export function putExperiment(id: number, name: string, options: ExperimentOptions = {}): ResourceWrite {
  const { schedule, enabled = true, seed = 1, from } = options;
  const spec: ExperimentSpec = {
    ...{ tags: {}, enabled, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
    ...{ target: { instance: instance("a") }, task: "train", parameters: { seed }, inputs: {}, outputs: {} },
    ...{ retry: runSpec.retry, timeoutSeconds: 60, stopGraceSeconds: 30 },
    ...(schedule === undefined ? {} : { schedule: { ...everyHour, ...schedule } }),
  };
  const resource: PreparedResource<"experiment"> = {
    ...{ address: experiment(name), kind: "experiment", spec, references: [instance("a")] },
    ...{ at: { file: "mlx.yaml", line: 1, column: 1 }, observed: {}, digest: digestOfJson(spec) },
  };
  const moved = from === undefined ? {} : { from: experiment(from) };
  return { action: "put", id: uuid(id), resource, ...moved };
}

const common = {
  ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
} as const;

const datasetSpec = (name: string): DatasetSpec => ({ ...common, path: `data/${name}.csv`, format: "csv" });

/** A channel of input that reads the dataset. */
export function datasetInput(channel: string, name: string): RunSpec["inputs"] {
  return { [channel]: { dataset: formatAddress({ kind: "dataset", name }), spec: datasetSpec(name) } };
}

export function putDataset(id: number, name: string, from?: string): ResourceWrite {
  const address = (of: string) => formatAddress({ kind: "dataset", name: of });
  const spec = datasetSpec(name);
  const resource: PreparedResource<"dataset"> = {
    ...{ address: address(name), kind: "dataset", spec, references: [], observed: {} },
    ...{ at: { file: "mlx.yaml", line: 1, column: 1 }, digest: digestOfJson(spec) },
  };
  return { action: "put", id: uuid(id), resource, ...(from === undefined ? {} : { from: address(from) }) };
}

export function putService(id: number, name: string, from?: string): ResourceWrite {
  const address = (of: string) => formatAddress({ kind: "service", name: of });
  const spec: ServiceSpec = { ...common, instance: instance("a"), model: { type: "latest" } };
  const resource: PreparedResource<"service"> = {
    ...{ address: address(name), kind: "service", spec, references: [instance("a")], observed: {} },
    ...{ at: { file: "mlx.yaml", line: 1, column: 1 }, digest: digestOfJson(spec) },
  };
  return { action: "put", id: uuid(id), resource, ...(from === undefined ? {} : { from: address(from) }) };
}

export function removeExperiment(name: string): ResourceWrite {
  return { action: "delete", address: experiment(name) };
}

export function remove(name: string): ResourceWrite {
  return { action: "delete", address: instance(name) };
}

/** As `commitOf`, of a client of the API. */
export function apiCommitOf(expectedSerial: number, writes: readonly ResourceWrite[]): ApplyCommit {
  const { git: _, ...commit } = commitOf(expectedSerial, writes);
  return { ...commit, actor: "jane", command: "api", via: "api" };
}

/** A commit at the serial; its id and time come from the serial. */
export function commitOf(expectedSerial: number, writes: readonly ResourceWrite[]): ApplyCommit {
  return {
    id: uuid(expectedSerial + 1, 0xa),
    expectedSerial,
    at: at(expectedSerial + 1),
    actor: "ada@host",
    command: "apply",
    git: { commit: "c0ffee", branch: "main", dirty: true },
    configDigest: digestOf("configuration"),
    summary: { create: writes.length, update: 0, move: 0, delete: 0, unchanged: 0, byKind: {} },
    writes,
    changes: writes.map((write) => ({
      action: "create",
      address: write.action === "put" ? write.resource.address : write.address,
      reasons: ["not in the store yet"],
    })),
  };
}

const runSpec: RunSpec = {
  recipe,
  recipeType: "Python",
  origin: { source: "./recipe" },
  executor: "process",
  requireModel: true,
  parameters: { n_estimators: 100, password: { secret: { env: "PASSWORD" } } },
  env: {},
  inputs: {},
  outputs: { predictions: "./out" },
  retry: {
    max: 0,
    infraMax: 3,
    backoff: { initialSeconds: 30, factor: 2, maxSeconds: 600, jitter: 0 },
    on: ["NON_ZERO_EXIT"],
    exitCodes: { retry: [], fail: [] },
    memoryFactor: 1,
  },
  timeoutSeconds: 60,
  stopGraceSeconds: 30,
  trainingInputs: { source: "source", parameters: {}, datasets: {}, env: {}, secrets: {} },
  lineage: { applyId: uuid(1, 0xa), revisions: { "instance/a": 1 }, mlxVersion: "0.1.0" },
};

export function newRun(number: number, more: Partial<NewRun> = {}): NewRun {
  return {
    id: uuid(number),
    task: "train",
    trigger: "manual",
    actor: "ada@host",
    instance: instance("a"),
    spec: runSpec,
    ...more,
  };
}

export const worker = (id: string): WorkerIdentity => ({ id, host: "host", bootId: "boot", pid: 1 });

export const fenceOf = ({ id, epoch }: Run): RunFence => ({ runId: id, epoch });

/** A run that `worker("w")` claimed at second 1 for 60 seconds. */
export async function claimedRun(store: Store, run: NewRun = newRun(1)): Promise<RunFence> {
  await store.runs.create(run, at(0));
  const claimed = await store.runs.claim(run.id, { worker: worker("w"), at: at(1), ttlSeconds: 60 });
  return { runId: run.id, epoch: claimed?.epoch ?? Number.NaN };
}

export function attemptOf({ runId, epoch }: RunFence, number = 1, more: Partial<Attempt> = {}): Attempt {
  return { runId, number, epoch, executor: "process", ...more };
}

/** DONE, with a model of the run's instance. */
export function endingWithModel(
  id: number,
  { instance, experiment, id: runId }: NewRun,
  name: string,
): RunEnding {
  return {
    status: { state: "DONE", reason: "OK" },
    endedAt: at(10),
    model: {
      id: uuid(id, 0xe),
      model: name,
      origin: {
        ...{ type: "run", instance, runId },
        ...(experiment === undefined ? {} : { experiment }),
        ...{ inputs: runSpec.trainingInputs, lineage: runSpec.lineage },
      },
      artifact: { digest: digestOf("model"), files: 1, size: 3 },
      metrics: { mae: 1.5, broken: Number.NaN, diverged: Number.NEGATIVE_INFINITY },
      tags: {},
    },
  };
}

/** A version of a model that was trained elsewhere; its id is `uuid(id, 0xe)`. */
export function externalVersion(
  id: number,
  model: string,
  more: Partial<NewModelVersion> = {},
): NewModelVersion {
  return {
    id: uuid(id, 0xe),
    model,
    origin: { type: "external", actor: "ada@host", source: "https://example.org/models/7" },
    artifact: { digest: digestOf(`files ${id}`), files: 1, size: 3 },
    metrics: { RMSE: id },
    tags: {},
    ...more,
  };
}

export const champion = (model: string, more: Partial<NewAliasMove> = {}): NewAliasMove => ({
  ...{ model, alias: "champion", kind: "promote", actor: "ada@host", at: at(100) },
  ...more,
});

export function announcedRun(id: number, of: string, more: Partial<AnnouncedRun> = {}): AnnouncedRun {
  return {
    ...{ id: uuid(id), experiment: experiment(of), because: "first training of service/x" },
    ...{ actor: "ada@host", at: at(1) },
    ...more,
  };
}

/** Runs to its end, with a model named after its instance. */
export async function trainedRun(store: Store, run: NewRun, modelId: number): Promise<void> {
  const name = run.instance.slice("instance/".length);
  await store.runs.end(await claimedRun(store, run), endingWithModel(modelId, run, name), { actor: "w" });
}

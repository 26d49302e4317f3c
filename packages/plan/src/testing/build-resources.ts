/** Small prepared resources, complete and valid; a test says only what it is about. */
import {
  type Address,
  type AppliedHead,
  type CommonSpec,
  type DatasetSpec,
  type Digest,
  defaultRetryPolicy,
  digestOf,
  digestOfJson,
  type ExperimentSpec,
  formatAddress,
  type InstanceSpec,
  type Kind,
  type ModelSpec,
  type Observed,
  type PreparedResource,
  parseAddress,
  type RecipeSpec,
  type ServiceSpec,
  type TaskSpec,
} from "@mlx/core";
import { referencesOf } from "../references.ts";
import type { StateOf } from "../resource-state.ts";

const common: CommonSpec = {
  tags: {},
  enabled: true,
  lifecycle: { protect: false, ignore: [] },
  dependsOn: [],
};

/** `name` may carry a key: `sales[eu]`. `data` is the content, unless `observed` says otherwise. */
export function buildDataset(
  name: string,
  { data = "rows", ...spec }: Partial<DatasetSpec> & { readonly data?: string } = {},
  observed: Observed = { fingerprint: digestOf(data) },
): PreparedResource {
  const address = toAddress("dataset", name);
  const state: StateOf<"dataset"> = {
    kind: "dataset",
    spec: { ...common, path: `data/${name}.csv`, format: "csv", ...spec },
    observed,
  };
  return { ...state, address, ...derived(state) };
}

/** `code` is the content of the source folder, unless `observed` says otherwise. */
export function buildRecipe(
  name: string,
  { code = "code", ...spec }: Partial<RecipeSpec> & { readonly code?: string } = {},
  observed: Observed = { source: { manifest: digestOf(code) } },
): PreparedResource {
  const address = toAddress("recipe", name);
  const state: StateOf<"recipe"> = {
    kind: "recipe",
    spec: {
      ...common,
      type: "Python",
      algorithm: "Regression",
      origin: { source: "recipe" },
      command: {},
      defaults: {},
      env: {},
      requireModel: true,
      executor: "process",
      ...spec,
    },
    observed,
  };
  return { ...state, address, ...derived(state) };
}

/** `recipe` and `dataset` are names; the dataset becomes the channel `train` of the task `train`. */
export function buildInstance(
  name: string,
  {
    recipe = "gbm",
    dataset,
    parameters = {},
    ...spec
  }: Partial<Omit<InstanceSpec, "recipe">> & {
    readonly recipe?: string;
    readonly dataset?: string;
    readonly parameters?: TaskSpec["parameters"];
  } = {},
  observed: Observed = {},
): PreparedResource {
  const address = toAddress("instance", name);
  const inputs = dataset === undefined ? {} : { train: toAddress("dataset", dataset) };
  const state: StateOf<"instance"> = {
    kind: "instance",
    spec: {
      ...common,
      recipe: toAddress("recipe", recipe),
      tasks: { train: { parameters, inputs, outputs: {} } },
      ...spec,
    },
    observed,
  };
  return { ...state, address, ...derived(state) };
}

export function buildExperiment(
  name: string,
  { instance = "retail", ...spec }: Partial<ExperimentSpec> & { readonly instance?: string } = {},
  observed: Observed = {},
): PreparedResource {
  const address = toAddress("experiment", name);
  const state: StateOf<"experiment"> = {
    kind: "experiment",
    spec: {
      ...common,
      target: { instance: toAddress("instance", instance) },
      task: "train",
      parameters: {},
      inputs: {},
      outputs: {},
      retry: defaultRetryPolicy,
      timeoutSeconds: 86_400,
      stopGraceSeconds: 30,
      ...spec,
    },
    observed,
  };
  return { ...state, address, ...derived(state) };
}

/** Trained and scored by experiments of its own, unless `spec` says otherwise. */
export function buildService(
  name: string,
  {
    instance = "retail",
    ...spec
  }: Partial<Omit<ServiceSpec, "instance">> & { readonly instance?: string } = {},
): PreparedResource<"service"> {
  const training = toAddress("experiment", `${name}-training`);
  const state: StateOf<"service"> = {
    kind: "service",
    spec: {
      ...common,
      instance: toAddress("instance", instance),
      model: { type: "latest", experiment: training },
      training,
      scoring: toAddress("experiment", `${name}-scoring`),
      ...spec,
    },
    observed: {},
  };
  return { ...state, address: toAddress("service", name), ...derived(state) };
}

/** What is declared of a model. */
export function buildModelSpec(name: string, spec: Partial<ModelSpec> = {}): PreparedResource<"model"> {
  const state: StateOf<"model"> = { kind: "model", spec: { ...common, ...spec }, observed: {} };
  return { ...state, address: toAddress("model", name), ...derived(state) };
}

/** What the store would say of the resources; of some, that the API made or changed them. */
export function toHeads(
  resources: readonly PreparedResource[],
  { unmanaged = [], drifted = [] }: Outside = {},
): readonly AppliedHead[] {
  return resources.map(({ address, kind, digest, references }, index) => ({
    id: `id-${index}`,
    address,
    kind,
    digest,
    references,
    revision: 1,
    ...(unmanaged.includes(address) ? { unmanaged: true } : {}),
    ...(drifted.includes(address) ? { drifted: true } : {}),
  }));
}

export interface Outside {
  readonly unmanaged?: readonly Address[];
  readonly drifted?: readonly Address[];
}

function toAddress<K extends Kind>(kind: K, text: string): Address<K> {
  const { name = text, key } = parseAddress(`${kind}/${text}`) ?? {};
  return formatAddress(key === undefined ? { kind, name } : { kind, name, key });
}

function derived<K extends Kind>(
  state: StateOf<K>,
): {
  readonly references: readonly Address[];
  readonly at: PreparedResource["at"];
  readonly digest: Digest;
} {
  const { spec, observed } = state;
  return {
    references: [...new Set(referencesOf(state))].sort(),
    at: { file: "mlx.yaml", line: 1, column: 1 },
    digest: digestOfJson({ spec, observed }),
  };
}

/** The 41 operations of the Sensei API: how each is asked in a good way, and what it answers. */

/** Ids of what a test has made. */
export interface Made {
  readonly engine: string;
  readonly instance: string;
  readonly experiment: string;
  readonly run: string;
  readonly model: string;
  readonly transcoding: string;
  readonly service: string;
  readonly insight: string;
}

export type Answered = "item" | "list" | "message" | "bytes" | "registry" | "status";

export interface SenseiOperation {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below /data/sensei, as the contract writes it. */
  readonly path: string;
  /** Of the answer. */
  readonly profile: string;
  readonly answered: Answered;
  /** Which of what was made its own path names last; absent where it names nothing. */
  readonly of?: keyof Made;
  /** A body that is taken. */
  readonly body?: (made: Made) => unknown;
  /** The part of a form that `body` is. */
  readonly part?: string;
  readonly query?: (made: Made) => string;
  /** Of a message. */
  readonly detail?: string;
}

type Crud = Pick<SenseiOperation, "of" | "body" | "part"> & {
  readonly path: string;
  readonly profile: string;
  readonly deleted: string;
};

/** List, make, get, put and delete. */
function crud({ path, profile, of, body, part, deleted }: Crud): readonly SenseiOperation[] {
  const item = { path: `${path}/{id}`, profile, of } as const;
  return [
    { method: "GET", path, profile: `${profile}Listing`, answered: "list" },
    { method: "POST", path, profile, answered: "item", body, ...(part === undefined ? {} : { part }) },
    { ...item, method: "GET", answered: "item" },
    { ...item, method: "PUT", answered: "item", body },
    { ...item, method: "DELETE", answered: "message", profile: "api-response", detail: deleted },
  ].map((operation) => operation as SenseiOperation);
}

const bulk = (path: string, parent: "engine" | "instance", detail: string): SenseiOperation => ({
  method: "DELETE",
  path,
  profile: "api-response",
  answered: "message",
  detail,
  query: (made) => (parent === "engine" ? `engineId=${made.engine}` : `mlInstanceId=${made.instance}`),
});

const runPath = "/experiments/{experiment}/runs";

/** In the contract's order; those that delete are to be asked last. */
export const senseiOperations: readonly SenseiOperation[] = [
  ...crud({
    path: "/engines",
    profile: "engine",
    of: "engine",
    part: "engine",
    body: () => ({
      name: "contract",
      description: "",
      type: "Python",
      algorithm: "Regression",
      artifacts: { default: { image: { location: "host/img:1", name: "", executionType: "Python" } } },
    }),
    deleted: "Engine deletion was successful",
  }),
  {
    method: "GET",
    path: "/engines/dockerRegistry",
    profile: "enginesDockerRegistryInfo",
    answered: "registry",
  },
  ...crud({
    path: "/mlInstances",
    profile: "mlInstance",
    of: "instance",
    body: ({ engine }) => ({
      name: "contract",
      description: "",
      engineId: engine,
      tasks: [
        { name: "train", parameters: [{ key: "trainingDataSetId", value: "rows" }] },
        { name: "score", parameters: [{ key: "scoringDataSetId", value: "recent" }] },
      ],
    }),
    deleted: "MLInstance deletion was successful",
  }),
  bulk("/mlInstances", "engine", "MLInstances successfully deleted"),
  ...crud({
    path: "/experiments",
    profile: "experiment",
    of: "experiment",
    body: ({ instance }) => ({ name: "contract", mlInstanceId: instance }),
    deleted: "Experiment successfully deleted",
  }),
  bulk("/experiments", "instance", "Experiments successfully deleted"),
  { method: "GET", path: runPath, profile: "experimentRunListing", answered: "list", of: "experiment" },
  {
    method: "POST",
    path: runPath,
    profile: "experimentRun",
    answered: "item",
    of: "experiment",
    body: () => ({ mode: "train" }),
  },
  { method: "GET", path: `${runPath}/{id}`, profile: "experimentRun", answered: "item", of: "run" },
  {
    method: "GET",
    path: `${runPath}/{id}/status`,
    profile: "experimentRunStatus",
    answered: "status",
    of: "run",
  },
  ...crud({
    path: "/models",
    profile: "model",
    of: "model",
    part: "model",
    body: () => ({ name: "contract", originType: "offline" }),
    deleted: "Model deletion was successful",
  }),
  { method: "GET", path: "/models/{id}/artifact", profile: "", answered: "bytes", of: "model" },
  {
    method: "GET",
    path: "/models/{id}/transcodings",
    profile: "modelTranscodingListing",
    answered: "list",
    of: "model",
  },
  {
    method: "POST",
    path: "/models/{id}/transcodings",
    profile: "modelTranscoding",
    answered: "item",
    of: "model",
    body: ({ model }) => ({ modelId: model, targetFormat: "CoreML" }),
  },
  {
    method: "GET",
    path: "/models/{model}/transcodings/{id}",
    profile: "modelTranscoding",
    answered: "item",
    of: "transcoding",
  },
  ...crud({
    path: "/mlServices",
    profile: "mlService",
    of: "service",
    body: ({ instance }) => ({ name: "contract", mlInstanceId: instance }),
    deleted: "MLService deletion was successful",
  }),
  bulk("/mlServices", "instance", "MLServices deletion was successful"),
  { method: "GET", path: "/insights", profile: "insightListing", answered: "list" },
  {
    method: "POST",
    path: "/insights",
    profile: "insight",
    answered: "item",
    body: () => ({
      context: { clientId: "contract" },
      metrics: [{ name: "MAPE", value: "0.01", valueType: "double" }],
    }),
  },
  { method: "GET", path: "/insights/{id}", profile: "insight", answered: "item", of: "insight" },
  { method: "GET", path: "/insights/metrics", profile: "defaultMetricsListing", answered: "list" },
];

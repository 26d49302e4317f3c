import {
  type Attempt,
  defaultRetryPolicy,
  formatAddress,
  type MetricSummary,
  type NewRun,
  type RunRecord,
  type RunSpec,
} from "@mlx/core";

const at = "2026-01-31T12:00:00.000Z";

/** A train run that succeeded, with what a test says otherwise. */
export function recordOf({
  spec = {},
  run = {},
  attempt = {},
  metrics = {},
  count = 1,
}: {
  readonly spec?: Partial<RunSpec>;
  readonly run?: Partial<NewRun>;
  readonly attempt?: Partial<Attempt>;
  readonly metrics?: { readonly [name: string]: number };
  readonly count?: number;
} = {}): RunRecord {
  const id = "3f2a91bc-0000-4000-8000-000000000001";
  return {
    run: {
      ...{ id, task: "train", trigger: "manual", actor: "tester" },
      instance: formatAddress({ kind: "instance", name: "retail" }),
      spec: { ...plainSpec, ...spec },
      status: { state: "DONE", reason: "OK" },
      ...{ desired: "RUN", attempt: 1, forgivenAttempts: 0, epoch: 1 },
      ...{ createdAt: at, startedAt: at, endedAt: "2026-01-31T12:00:07.000Z" },
      ...run,
    },
    attempts: [{ runId: id, number: 1, epoch: 1, executor: "process", ...attempt }],
    metrics: Object.entries(metrics).map(
      ([name, last]): MetricSummary => ({ name, last, min: last, max: last, count, firstAt: 0, lastAt: 0 }),
    ),
    outputs: [],
    model: "model/retail@v1",
  };
}

const plainSpec: RunSpec = {
  recipe: formatAddress({ kind: "recipe", name: "gbm" }),
  recipeType: "Python",
  origin: { source: "./recipe" },
  executor: "process",
  requireModel: true,
  parameters: {},
  env: {},
  inputs: {},
  outputs: {},
  retry: defaultRetryPolicy,
  timeoutSeconds: 60,
  stopGraceSeconds: 10,
  trainingInputs: { source: "sha256:00", parameters: {}, datasets: {}, env: {}, secrets: {} },
  lineage: { applyId: "a", revisions: {}, mlxVersion: "0.1.0" },
};

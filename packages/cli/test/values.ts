/** Small whole values for the tests of views and commands. */
import {
  type Diagnostic,
  defaultRetryPolicy,
  digestOf,
  formatAddress,
  type ModelVersion,
  type Plan,
  type Run,
  type RunRecord,
  type RunStatus,
} from "@mlx/core";
import pc from "picocolors";
import type { ViewOptions } from "../src/view-options.ts";

export const now = Date.UTC(2026, 0, 31, 12, 0, 0);

export function viewOf(options: Partial<ViewOptions> = {}): ViewOptions {
  return {
    width: 120,
    colours: pc.createColors(false),
    now,
    utcOffset: () => 0,
    verbosity: "normal",
    isTerminal: false,
    repeated: [],
    ...options,
  };
}

const experiment = formatAddress({ kind: "experiment", name: "retail-nightly" });
const instance = formatAddress({ kind: "instance", name: "retail-default" });
const recipe = formatAddress({ kind: "recipe", name: "retail-gbm" });
const dataset = formatAddress({ kind: "dataset", name: "retail-sales" });

const common = {
  tags: {},
  enabled: true,
  lifecycle: { protect: false, ignore: [] },
  dependsOn: [],
} as const;

export function planOf(changes: Partial<Plan> = {}): Plan {
  const summary = { create: 0, update: 0, move: 0, delete: 0, unchanged: 4, byKind: {} };
  return {
    version: 1,
    project: "retail",
    installation: "b0b0b0b0-0000-4000-8000-000000000001",
    serial: 3,
    configDigest: digestOf("config"),
    createdAt: "2026-01-31T12:00:00.000Z",
    changes: [],
    consequences: [],
    hints: [],
    blocks: [],
    summary,
    ...changes,
  };
}

/** One of each action, with consequences, a hint and a block. */
export function fullPlan(): Plan {
  return planOf({
    environment: "dev",
    changes: [
      {
        action: "create",
        address: dataset,
        at: { file: "mlx.yaml", line: 12, column: 3 },
        reasons: ["not in the store yet"],
        fields: [
          { path: "path", after: "./data/retail.csv" },
          { path: "format", after: "csv" },
        ],
        after: {
          address: dataset,
          kind: "dataset",
          spec: { ...common, path: "data/retail.csv", format: "csv" },
          references: [],
          at: { file: "mlx.yaml", line: 12, column: 3 },
          observed: { fingerprint: digestOf("data") },
          digest: digestOf("dataset"),
        },
      },
      {
        action: "update",
        address: instance,
        at: { file: "teams/forecasting/instances.mlx.yaml", line: 30, column: 3 },
        reasons: ["tasks.train.parameters.n_estimators changed", "secret changed: parameters.password"],
        fields: [
          { path: "tasks.train.parameters.n_estimators", before: 100, after: 200 },
          { path: "tasks.train.parameters.password", before: "***", after: "***" },
          {
            path: "description",
            before: "old",
            after: "a description that is long enough to be cut at eighty columns",
          },
          { path: "tags.team", before: "a" },
        ],
        after: {
          address: instance,
          kind: "instance",
          spec: { ...common, recipe, tasks: {} },
          references: [recipe],
          at: { file: "teams/forecasting/instances.mlx.yaml", line: 30, column: 3 },
          observed: {},
          digest: digestOf("instance"),
        },
      },
      {
        action: "delete",
        address: recipe,
        reasons: ["removed from config"],
        fields: [],
        protected: true,
      },
    ],
    consequences: [
      {
        type: "model-stale",
        model: "model/retail-default@v3",
        experiment,
        instance,
        reasons: ["n_estimators 100 → 200"],
      },
      { type: "affected", address: experiment, because: [instance] },
    ],
    hints: [{ type: "probable-rename", from: recipe, to: formatAddress({ kind: "recipe", name: "gbm" }) }],
    blocks: [{ type: "protected", addresses: [recipe], message: "recipe/retail-gbm is protected" }],
    summary: {
      create: 1,
      update: 1,
      move: 0,
      delete: 1,
      unchanged: 4,
      byKind: { dataset: { create: 1 }, instance: { update: 1 }, recipe: { delete: 1 } },
    },
  });
}

export function runOf(status: RunStatus = { state: "DONE", reason: "OK" }, changes: Partial<Run> = {}): Run {
  return {
    id: "3f2a91bc-0000-4000-8000-000000000001",
    task: "train",
    trigger: "manual",
    actor: "ada@host",
    instance,
    experiment,
    spec: {
      recipe,
      recipeType: "Python",
      origin: { source: "recipe" },
      executor: "process",
      requireModel: true,
      parameters: {
        learning_rate: 0.1,
        n_estimators: 200,
        password: { secret: { env: "PASSWORD" } },
      },
      env: {},
      inputs: { train: { dataset, spec: { ...common, path: "data/retail.csv", format: "csv" } } },
      outputs: {},
      retry: defaultRetryPolicy,
      timeoutSeconds: 86400,
      stopGraceSeconds: 30,
      trainingInputs: { source: digestOf("source"), parameters: {}, datasets: {}, env: {}, secrets: {} },
      lineage: { applyId: "apply", revisions: {}, mlxVersion: "0.1.0" },
    },
    status,
    desired: "RUN",
    attempt: 1,
    forgivenAttempts: 0,
    epoch: 1,
    createdAt: "2026-01-31T11:57:00.000Z",
    startedAt: "2026-01-31T11:57:02.000Z",
    endedAt: "2026-01-31T11:58:14.000Z",
    ...changes,
  };
}

export function recordOf(status?: RunStatus, changes: Partial<Run> = {}): RunRecord {
  const at = Date.parse("2026-01-31T11:58:00.000Z");
  const metric = { firstAt: at, lastAt: at };
  return {
    run: runOf(status, changes),
    attempts: [
      {
        runId: "3f2a91bc-0000-4000-8000-000000000001",
        number: 1,
        epoch: 1,
        executor: "process",
        startedAt: "2026-01-31T11:57:02.000Z",
        endedAt: "2026-01-31T11:58:14.000Z",
        exit: {
          exitCode: 0,
          signal: null,
          oomKilled: false,
          endedAt: "2026-01-31T11:58:14.000Z",
          peakMemory: 257 * 2 ** 20,
        },
        outcome: { reason: "OK" },
      },
    ],
    metrics: [
      { name: "train_loss", last: 0.0312345, min: 0.0312345, max: 1.5, count: 200, ...metric },
      { name: "RMSE", last: 88860.71234, min: 88860.71234, max: 88860.71234, count: 1, ...metric },
    ],
    outputs: [
      {
        channel: "predictions",
        path: "/data/out/predictions/2026-01-31",
        artifact: { digest: digestOf("out"), files: 1, size: 40_000 },
      },
    ],
    model: "model/retail-default@v3",
  };
}

export function modelOf(version: number, changes: Partial<ModelVersion> = {}): ModelVersion {
  return {
    id: `model-${version}`,
    model: "retail-default",
    version,
    status: "READY",
    origin: {
      type: "run",
      instance,
      experiment,
      runId: "3f2a91bc-0000-4000-8000-000000000001",
      inputs: {
        source: digestOf("source"),
        parameters: { n_estimators: 200 },
        datasets: { train: { dataset, fingerprint: digestOf("data") } },
        env: {},
        secrets: {},
      },
      lineage: {
        applyId: "apply",
        revisions: {},
        mlxVersion: "0.1.0",
        git: { commit: "0123456789abcdef0123456789abcdef01234567", branch: "main", dirty: true },
      },
    },
    artifact: { digest: digestOf("model"), files: 2, size: 1_234_567 },
    metrics: { RMSE: 88860.71234, MAPE: 0.0548123 },
    tags: {},
    createdAt: "2026-01-31T11:58:14.000Z",
    ...changes,
  };
}

export const diagnosticOf = (changes: Partial<Diagnostic> = {}): Diagnostic => ({
  severity: "error",
  code: "MLX1203",
  summary: "unknown key `learning_rat`",
  detail: "Did you mean `learning_rate`?",
  range: { file: "mlx.yaml", start: { line: 14, column: 14 }, end: { line: 14, column: 26 } },
  snippet: { firstLine: 13, lines: ["  defaults:", "    train: { learning_rat: 0.1 }", "instances:"] },
  notes: [],
  ...changes,
});

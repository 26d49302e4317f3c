import {
  type Attempt,
  defaultRetryPolicy,
  formatAddress,
  type Run,
  type RunEvent,
  type RunRecord,
  type RunStatus,
  timestamp,
} from "@mlx/core";
import type { TelemetryReads } from "../src/index.ts";

export const begin = Date.UTC(2026, 2, 1, 6);
export const at = (seconds: number): string => timestamp(begin + seconds * 1000);

export function runOf(over: Partial<Run> = {}): Run {
  return {
    id: "3f2a91bc-0000-4000-8000-000000000000",
    task: "train",
    trigger: "schedule",
    actor: "schedule",
    instance: formatAddress({ kind: "instance", name: "retail" }),
    experiment: formatAddress({ kind: "experiment", name: "retail-nightly" }),
    spec: {
      recipe: formatAddress({ kind: "recipe", name: "retail-gbm" }),
      recipeType: "Python",
      origin: { source: "retail" },
      executor: "process",
      requireModel: true,
      parameters: {},
      env: {},
      inputs: {},
      outputs: {},
      retry: defaultRetryPolicy,
      timeoutSeconds: 3600,
      stopGraceSeconds: 30,
      trainingInputs: { source: "s", parameters: {}, datasets: {}, env: {}, secrets: {} },
      lineage: { applyId: "a", revisions: {}, mlxVersion: "1.0.0" },
    },
    status: { state: "DONE", reason: "OK" },
    desired: "RUN",
    attempt: 1,
    forgivenAttempts: 0,
    epoch: 1,
    createdAt: at(0),
    ...over,
  };
}

export function attemptOf(number: number, over: Partial<Attempt> = {}): Attempt {
  return { runId: runOf().id, number, epoch: 1, executor: "process", ...over };
}

/** The events of a run: what it became, and when in seconds since `begin`. */
export function eventsOf(
  ...steps: readonly (readonly [number, RunEvent["type"], Partial<RunEvent>])[]
): readonly RunEvent[] {
  return steps.map(([seconds, type, over], index) => ({
    seq: index + 1,
    runId: runOf().id,
    at: at(seconds),
    actor: "someone",
    type,
    ...over,
  }));
}

export const running = (phase: string, from: RunStatus["state"] = "RUNNING"): Partial<RunEvent> => ({
  from,
  to: "RUNNING",
  data: { phase },
});

export function readsOf(over: Partial<TelemetryReads> = {}): TelemetryReads {
  return {
    runCounts: async () => [],
    slotUsage: async () => [],
    capacity: () => ({}),
    endpoints: async () => [],
    serviceLoads: () => [],
    scheduleCounts: async () => ({}),
    runRecord: async () => undefined,
    runEvents: async () => [],
    ...over,
  };
}

export function recordOf(run: Run, ...attempts: readonly Attempt[]): RunRecord {
  return { run, attempts, metrics: [], outputs: [] };
}

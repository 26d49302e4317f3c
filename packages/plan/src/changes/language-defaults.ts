import { assertNever, type JsonObject } from "@mlx/core";
import type { ResourceState } from "../resource-state.ts";

/** What fields hold when the user does not write them, in the shape of `toLanguage`. */
export function languageDefaults(state: ResourceState): JsonObject {
  switch (state.kind) {
    case "dataset":
      return { ...common, ...formatByName(state.spec.path) };
    case "recipe":
      return {
        ...common,
        requireModel: true,
        build: { dockerfile: "Dockerfile" },
        executor: "source" in state.spec.origin ? "process" : "docker",
        container: { profile: "strict", pull: "missing" },
      };
    case "instance":
      return common;
    case "experiment":
      return experiment;
    case "model":
      return { ...common, promotion: { alias: "champion", auto: false } };
    case "service":
      return service;
    default:
      return assertNever(state);
  }
}

const common: JsonObject = { enabled: true, lifecycle: { protect: false } };

const experiment: JsonObject = {
  ...common,
  task: "train",
  retry: {
    max: 0,
    infraMax: 3,
    backoff: { initial: "30s", factor: 2, max: "10m", jitter: 0.2 },
    on: ["NON_ZERO_EXIT"],
    exitCodes: { retry: ["75"], fail: ["2", "64-74", "76-78"] },
    memoryFactor: 1,
  },
  onEmpty: "fail",
  timeout: "1d",
  stopGrace: "30s",
  timeouts: { prepare: "30m", start: "1m", publish: "10m", onStall: "warn" },
  notification: { emailOnRetry: false, emailOnFailure: true },
  schedule: {
    timezone: "UTC",
    catchUp: "latest",
    catchUpLimit: 10,
    concurrency: "forbid",
    maxConcurrent: 1,
    queueLimit: 1,
    dst: { gap: "shift", overlap: "first" },
    jitter: "0s",
    suspend: false,
  },
};

const service: JsonObject = {
  ...common,
  serve: {
    replicas: 1,
    concurrency: 16,
    queueLimit: 1000,
    maxBodyInMB: 6,
    timeout: "1m",
    startTimeout: "4m",
    drain: "30s",
    stopGrace: "30s",
  },
};

/** A format that the name gives away is not worth showing. */
function formatByName(path: string): JsonObject {
  const [, extension] = /\.(csv|parquet|jsonl|ndjson)(?:\.gz)?$/i.exec(path) ?? [];
  return extension === undefined ? {} : { format: extension.toLowerCase().replace("ndjson", "jsonl") };
}

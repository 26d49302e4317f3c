import type { Clock, EngineEvent, ServedRequest } from "@mlx/core";
import { Registry } from "prom-client";
import { createMeters } from "./metrics/create-meters.ts";
import { addProcessGauges } from "./metrics/process-gauges.ts";
import { createServingMeters } from "./metrics/serving-meters.ts";
import { createStoreGauges } from "./metrics/store-gauges.ts";
import type { TelemetryReads } from "./telemetry-reads.ts";
import { createTracer, type TracerOptions } from "./traces/create-tracer.ts";
import { traceEndpoint } from "./traces/trace-endpoint.ts";

/** A reader of events: metrics in Prometheus's format, and traces where a collector is named. */
export interface Telemetry {
  /** Never throws, and returns at once. */
  event(event: EngineEvent): void;
  /** A request to a service is over. Never throws. */
  served(request: ServedRequest): void;
  /** Prometheus's text format, of now. What the store does not tell is left out. */
  metrics(): Promise<string>;
  /** Sends what was not sent yet, for a few seconds at most. Idempotent. */
  close(): Promise<void>;
}

export interface TelemetryOptions {
  readonly reads: TelemetryReads;
  /** `OTEL_EXPORTER_OTLP_ENDPOINT` or `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT` turns traces on. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly clock: Clock;
  /** Who sends: stands in every trace. */
  readonly identity: TracerOptions["identity"];
  /** `retail/prod`. */
  readonly namespace: string;
  /** Traces do not arrive; told once until one does again. */
  readonly onProblem?: (message: string) => void;
}

export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { reads, env, version, clock, identity, namespace, onProblem = () => {} } = options;
  const registry = new Registry();
  const meters = createMeters(registry, version);
  addProcessGauges(registry);
  const gauges = createStoreGauges(registry, reads, clock);
  const serving = createServingMeters(registry, reads);
  const endpoint = traceEndpoint(env);
  const tracer =
    endpoint === undefined
      ? undefined
      : createTracer({ endpoint, reads, version, clock, identity, namespace, onProblem });
  return {
    event: (event) => {
      meters.event(event);
      tracer?.event(event);
    },
    served: serving.served,
    metrics: async () => {
      await Promise.all([gauges.read(), serving.read()]);
      return registry.metrics();
    },
    close: async () => {
      await tracer?.close();
    },
  };
}

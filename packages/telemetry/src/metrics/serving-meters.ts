import { MlxError, nameOf, type ServedRequest } from "@mlx/core";
import { Counter, Gauge, Histogram, type Registry } from "prom-client";
import type { TelemetryReads } from "../telemetry-reads.ts";

/** From a fifth of a millisecond, which the way through mlx takes, to the longest that a request may take. */
const buckets = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** What services do: counted for each request, and gauged when metrics are read. */
export function createServingMeters(
  registry: Registry,
  { endpoints, serviceLoads }: Pick<TelemetryReads, "endpoints" | "serviceLoads">,
): { readonly served: (request: ServedRequest) => void; readonly read: () => Promise<void> } {
  const registers = [registry];
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name, help, labelNames, registers });
  const requests = new Counter({
    name: "mlx_serving_requests_total",
    help: "Requests to services, by the status that they were answered with (499: whoever asked went away).",
    labelNames: ["service", "code"],
    registers,
  });
  const seconds = new Histogram({
    name: "mlx_serving_seconds",
    help: "From a request's headers to the end of its answer.",
    labelNames: ["service"],
    buckets,
    registers,
  });
  const inFlight = gauge(
    "mlx_serving_in_flight",
    "Requests that are being sent, or are with a replica.",
    "service",
  );
  const queue = gauge("mlx_serving_queue", "Requests that wait for a replica.", "service");
  const replicas = gauge("mlx_serving_replicas", "Replicas: wanted, and ready.", "service", "kind");
  const deaths = gauge(
    "mlx_serving_deaths",
    "Replicas that died by themselves since the daemon started.",
    "service",
  );
  const state = gauge(
    "mlx_serving_state",
    "1 for the state that a service's endpoint is in.",
    "service",
    "state",
  );

  async function read(): Promise<void> {
    for (const each of [inFlight, queue, replicas, deaths, state]) each.reset();
    for (const { service, inFlight: busy, waiting } of serviceLoads()) {
      inFlight.set({ service }, busy);
      queue.set({ service }, waiting);
    }
    for (const { service: address, replicas: count, deaths: died, status } of await endpoints()) {
      const service = nameOf(address);
      replicas.set({ service, kind: "wanted" }, count.wanted);
      replicas.set({ service, kind: "ready" }, count.ready);
      deaths.set({ service }, died);
      state.set({ service, state: status.state }, 1);
    }
  }

  return {
    served: ({ service, status, seconds: took }) => {
      requests.inc({ service, code: status.toString() });
      seconds.observe({ service }, took);
    },
    read: async () => {
      try {
        await read();
      } catch (error) {
        // `mlx_store_readable` tells of it.
        if (!(error instanceof MlxError)) throw error;
      }
    },
  };
}

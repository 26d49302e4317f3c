import { type EndpointStatus, formatAddress, type RunRecord, type ServiceSpec, type Tick } from "@mlx/core";
import { expect, test } from "vitest";
import { findTroubles } from "./find-troubles.ts";
import type { ServiceTask, ServiceView } from "./service-view.ts";

const service = formatAddress({ kind: "service", name: "forecast" });
const experiment = formatAddress({ kind: "experiment", name: "forecast-training" });
const instance = formatAddress({ kind: "instance", name: "retail" });
const serve = {
  replicas: 1,
  concurrency: 1,
  queueLimit: 1,
  maxBodyBytes: 1,
  requestTimeoutSeconds: 1,
  startTimeoutSeconds: 1,
  drainSeconds: 1,
  stopGraceSeconds: 1,
  env: {},
};

function view(parts: {
  readonly spec?: Partial<ServiceSpec>;
  readonly training?: Partial<ServiceTask>;
  readonly status?: EndpointStatus;
}): Omit<ServiceView, "troubles"> {
  const { spec, training, status } = parts;
  return {
    service,
    spec: {
      ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
      ...{ instance, model: { type: "latest" }, training: experiment },
      ...spec,
    },
    model: {
      name: "retail",
      selector: { type: "latest" },
      written: "latest",
      waitsFor: "a first version of model/retail",
    },
    ...(training === undefined ? {} : { training: { experiment, ...training } }),
    ...(status === undefined
      ? {}
      : {
          endpoint: {
            ...{ service, worker: "w", url: "http://127.0.0.1:4747/services/forecast", status },
            replicas: { wanted: 1, ready: 0 },
            ...{ deaths: 3, since: "2026-01-01T00:00:00.000Z", updatedAt: "2026-01-01T00:00:00.000Z" },
          },
        }),
  };
}

// Only what is looked at of a run and of a schedule.
const failedRun = {
  run: {
    id: "1a2b3c4d-0000",
    status: { state: "FAILED", reason: "NON_ZERO_EXIT", message: "it exited with 1" },
  },
} as unknown as RunRecord;
const failedTick = { outcome: "FAILED", nominal: "2026-01-01T00:00:00.000Z", message: "no data" } as Tick;
const here = { hasDaemon: true };

test("a service that only waits for its first model is not in trouble", () => {
  expect(
    findTroubles(view({ training: {}, status: { state: "WAITING", message: "no model" } }), here),
  ).toEqual([]);
});

test("a run that failed last, and a time that made no run", () => {
  const schedule = { lastTick: failedTick } as ServiceTask["schedule"] & {};
  expect(findTroubles(view({ training: { lastRun: failedRun, schedule } }), here)).toEqual([
    "the last training failed (run 1a2b3c4d): it exited with 1",
    "its training of 2026-01-01T00:00:00.000Z could not be made: no data",
  ]);
});

test("replicas that do not come up, with and without an older model that answers", () => {
  const retryAt = "2026-01-01T00:01:00.000Z";
  const [next, message] = ["model/retail@v2", "it ended with 1"];
  const troubles = (status: EndpointStatus) => findTroubles(view({ spec: { serve }, status }), here);
  expect(troubles({ state: "FAILED", next, message, retryAt })).toEqual([
    "nothing answers its requests: it ended with 1",
  ]);
  expect(troubles({ state: "DEGRADED", serving: "model/retail@v1", next, message, retryAt })).toEqual([
    "model/retail@v2 does not come up, and model/retail@v1 answers still: it ended with 1",
  ]);
  const program = { state: "DEGRADED", serving: next, next, lacks: "program", message, retryAt } as const;
  expect(troubles(program)).toEqual([
    "its changed program or settings do not come up, and model/retail@v2 answers still with those before: it ended with 1",
  ]);
  expect(troubles({ state: "READY", serving: next })).toEqual([]);
});

test("a port of its own that cannot be had", () => {
  const { endpoint, ...rest } = view({
    spec: { serve },
    status: { state: "READY", serving: "model/retail@v1" },
  });
  if (endpoint === undefined) throw new TypeError("it has no endpoint");
  const portProblem = "the port 80 of the service forecast cannot be listened on";
  expect(findTroubles({ ...rest, endpoint: { ...endpoint, portProblem } }, here)).toEqual([
    `${portProblem} (MLX8510); it is tried again, and requests go to http://127.0.0.1:4747/services/forecast`,
  ]);
});

test("requests need a daemon, and a service that is disabled needs nothing", () => {
  const served = view({ spec: { serve }, training: { lastRun: failedRun } });
  expect(findTroubles(served, { hasDaemon: false })).toEqual([
    "the last training failed (run 1a2b3c4d): it exited with 1",
    "nothing answers its requests: no daemon runs",
  ]);
  expect(findTroubles(view({ spec: { serve, enabled: false } }), { hasDaemon: false })).toEqual([]);
});

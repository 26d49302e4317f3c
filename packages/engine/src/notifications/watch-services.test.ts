import { type EndpointRecord, type EndpointStatus, formatAddress } from "@mlx/core";
import { createVirtualClock } from "@mlx/core/testing";
import { createMemoryStore } from "@mlx/store/testing";
import { expect, test } from "vitest";
import { fillOutbox } from "./fill-outbox.ts";
import { createServiceWatch } from "./watch-services.ts";

const service = formatAddress({ kind: "service", name: "forecast" });
const degraded: EndpointStatus = {
  ...{ state: "DEGRADED", serving: "model/x@v1", next: "model/x@v2", message: "it exited with code 1" },
  retryAt: "2026-01-01T00:00:10.000Z",
};
const ready: EndpointStatus = { state: "READY", serving: "model/x@v2" };

test("a service that fails, and serves again, is told once each, whichever daemon looks", async () => {
  const store = await createMemoryStore();
  const clock = createVirtualClock();
  const events = ["service.failed", "service.restored"] as const;
  const ops = { url: "https://example.org", events, allowPrivate: false, timeoutSeconds: 10 };
  const settings = { notifications: { webhooks: { ops } } };
  let second = 0;
  const put = (status: EndpointStatus) => {
    second += 1;
    const at = `2026-01-01T00:00:0${second}.000Z`;
    const record: EndpointRecord = {
      ...{ service, worker: "w", url: "http://127.0.0.1:4747/services/forecast", status, deaths: 0 },
      ...{ replicas: { wanted: 1, ready: 1 }, since: at, updatedAt: at },
    };
    return store.endpoints.put(record);
  };
  const executors: Parameters<typeof fillOutbox>[0]["executors"] = Object(undefined);
  const fill = (watch: ReturnType<typeof createServiceWatch>) =>
    fillOutbox({ store, clock, executors, settings }, watch);
  const first = createServiceWatch(store);
  await put(ready);
  await fill(first);
  await put(degraded);
  await fill(first);
  await put({ state: "FAILED", next: "model/x@v2", message: "worse", retryAt: "2026-01-01T00:01:00.000Z" });
  await fill(first);
  const another = createServiceWatch(store);
  await fill(another);
  await put({ state: "STARTING", next: "model/x@v2" });
  await fill(another);
  await put(ready);
  await fill(another);
  await fill(another);
  const told = [...(await store.deliveries.list({}, { limit: 10 }))].reverse();
  expect(told.map(({ event, subject, payload }) => [event, subject, payload.text])).toEqual([
    [
      "service.failed",
      "service/forecast",
      "service/forecast (test) serves model/x@v1 still: it exited with code 1",
    ],
    ["service.restored", "service/forecast", "service/forecast (test) serves model/x@v2 as it should"],
  ]);
});

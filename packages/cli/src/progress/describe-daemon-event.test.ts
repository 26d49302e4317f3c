import { type EndpointRecord, type EndpointStatus, formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { now } from "../../test/values.ts";
import { describeDaemonEvent } from "./describe-daemon-event.ts";

const [one, two] = ["model/line@v1", "model/line@v2"];
const retryAt = "2026-01-01T00:01:00.000Z";

function recordOf(status: EndpointStatus, deaths = 0): EndpointRecord {
  return {
    ...{
      service: formatAddress({ kind: "service", name: "forecast" }),
      worker: "w",
      url: "",
      status,
      deaths,
    },
    ...{ replicas: { wanted: 1, ready: 1 }, since: retryAt, updatedAt: retryAt },
  };
}

function told(endpoint: EndpointRecord, before?: EndpointRecord): string | undefined {
  const known = before === undefined ? {} : { before };
  return describeDaemonEvent({ type: "endpoint", at: now, endpoint, ...known }, "normal");
}

test("the log says when a service switches, loses replicas, and is taken back", () => {
  const ready = recordOf({ state: "READY", serving: one });
  const switching = recordOf({ state: "SWITCHING", serving: one, next: two });
  const after = recordOf({ state: "READY", serving: two });
  const down = recordOf({ state: "STARTING", next: two }, 1);
  const degraded = { state: "DEGRADED", serving: one, next: two, message: "it died", retryAt } as const;
  const sameModel = { ...degraded, next: one, lacks: "program" } as const;
  expect([
    told(ready),
    told(recordOf(ready.status), ready),
    told(switching, ready),
    told(after, switching),
    told(down, after),
    told(recordOf(degraded, 1), down),
    told(recordOf({ ...degraded, retryAt: "2026-01-01T00:02:00.000Z" }, 1), recordOf(degraded, 1)),
    told(recordOf(sameModel), ready),
  ]).toEqual([
    "service/forecast: serves with model/line@v1",
    undefined,
    "service/forecast: model/line@v2 comes up, model/line@v1 answers meanwhile",
    "service/forecast: serves with model/line@v2",
    "service/forecast: 1 replica died; model/line@v2 comes up",
    "service/forecast: model/line@v2 is taken back, and model/line@v1 serves again: it died",
    undefined,
    "service/forecast: its changed program or settings do not come up, and model/line@v1 answers still with those before: it died",
  ]);
});

import { createServer, type Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "@mlx/core";
import { afterEach, expect, it } from "vitest";
import { createTelemetry } from "../src/index.ts";
import { attemptOf, begin, eventsOf, readsOf, recordOf, running, runOf } from "./values.ts";

const clock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  sleep: async (milliseconds, signal) => {
    await sleep(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};

/** A part of OTLP's JSON that is looked at. */
interface Sent {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly Attribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly SentSpan[] }[];
  }[];
}
interface SentSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly { readonly name: string; readonly attributes: readonly Attribute[] }[];
  readonly status: { readonly code: number; readonly message?: string };
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}
interface Attribute {
  readonly key: string;
  readonly value: { readonly stringValue?: string; readonly intValue?: number };
}
const plain = (attributes: readonly Attribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue]));

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** A collector that answers with a status, or never. */
async function collect(status: number | undefined) {
  const bodies: Sent[] = [];
  const opened = createServer(async (request, response) => {
    const parts: string[] = [];
    for await (const part of request.setEncoding("utf8")) parts.push(`${part}`);
    bodies.push(JSON.parse(parts.join("")));
    if (status !== undefined) response.writeHead(status, { "content-type": "application/json" }).end("{}");
  });
  server = opened;
  await new Promise<void>((resolve) => opened.listen(0, "127.0.0.1", resolve));
  const address = opened.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { bodies, url: `http://127.0.0.1:${port}` };
}

const failed = runOf({
  status: { state: "FAILED", reason: "NON_ZERO_EXIT", message: "it exited with code 3" },
  rerunOf: "earlier",
});
const record = recordOf(
  failed,
  attemptOf(1, {
    exit: { exitCode: 3, signal: null, oomKilled: false, endedAt: "2026-03-01T06:00:09.000Z" },
    outcome: { reason: "NON_ZERO_EXIT", message: "it exited with code 3" },
  }),
);
const events = eventsOf(
  [0, "created", { to: "PENDING" }],
  [1, "claimed", running("PREPARING", "PENDING")],
  [2, "status", running("EXECUTING")],
  [9, "status", { from: "RUNNING", to: "FAILED" }],
);
const start = (url: string, problems: string[] = []) =>
  createTelemetry({
    reads: readsOf({ runRecord: async () => record, runEvents: async () => events }),
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    version: "1.2.3",
    clock,
    identity: { id: "w1", host: "here", pid: 7 },
    namespace: "retail/prod",
    onProblem: (message) => problems.push(message),
  });
const ended = { type: "run-status", at: begin, run: failed, status: failed.status } as const;

it("a run that has ended arrives at the collector whole", async () => {
  const { bodies, url } = await collect(200);
  const problems: string[] = [];
  const telemetry = start(url, problems);
  telemetry.event(ended);
  await telemetry.close();
  expect(problems).toEqual([]);
  const [sent] = bodies.flatMap(({ resourceSpans }) => resourceSpans);
  expect(plain(sent?.resource.attributes ?? [])).toEqual({
    "service.name": "mlx",
    "service.namespace": "retail/prod",
    "service.version": "1.2.3",
    "service.instance.id": "w1",
    "host.name": "here",
    "process.pid": 7,
  });
  const spans = sent?.scopeSpans.flatMap((scope) => scope.spans) ?? [];
  const [root, queue, attempt, prepare, execute] = spans;
  expect(spans.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
    ["train experiment/retail-nightly", undefined],
    ["queue", root?.spanId],
    ["attempt", root?.spanId],
    ["prepare", attempt?.spanId],
    ["execute", attempt?.spanId],
  ]);
  expect([queue, prepare, execute].map((span) => span?.traceId)).toEqual(Array(3).fill(root?.traceId));
  expect(root).toMatchObject({
    startTimeUnixNano: `${begin}000000`,
    endTimeUnixNano: `${begin + 9000}000000`,
    status: { code: 2, message: "it exited with code 3" },
    links: [
      { traceId: expect.stringMatching(/^[0-9a-f]{32}$/), spanId: expect.stringMatching(/^[0-9a-f]{16}$/) },
    ],
  });
  expect(plain(root?.events[0]?.attributes ?? [])).toEqual({
    "exception.type": "NON_ZERO_EXIT",
    "exception.message": "it exited with code 3",
  });
  expect(plain(attempt?.attributes ?? [])).toMatchObject({
    "process.exit.code": 3,
    "error.type": "NON_ZERO_EXIT",
  });
});

it("a collector that is not there, or refuses, is told of once and hurts nothing", async () => {
  const { url } = await collect(400);
  const problems: string[] = [];
  const telemetry = start(url, problems);
  telemetry.event(ended);
  telemetry.event(ended);
  await telemetry.close();
  expect(problems).toEqual([expect.stringContaining(`traces do not arrive at ${url}/v1/traces: `)]);
});

it("a store that does not answer costs the trace, no more", async () => {
  const { bodies, url } = await collect(200);
  const problems: string[] = [];
  const telemetry = createTelemetry({
    reads: readsOf({ runRecord: () => Promise.reject(new TypeError("gone")) }),
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    version: "1.2.3",
    clock,
    identity: { id: "w1", host: "here", pid: 7 },
    namespace: "retail/prod",
    onProblem: (message) => problems.push(message),
  });
  telemetry.event(ended);
  await telemetry.close();
  expect([problems, bodies]).toEqual([[`run ${failed.id} is in no trace: gone`], []]);
});

it("a collector that never answers keeps the end waiting for seconds only", async () => {
  const { url } = await collect(undefined);
  let slept = 0;
  const telemetry = createTelemetry({
    reads: readsOf({ runRecord: async () => record, runEvents: async () => events }),
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: url },
    version: "1.2.3",
    clock: {
      ...clock,
      sleep: async (milliseconds) => {
        slept = milliseconds;
      },
    },
    identity: { id: "w1", host: "here", pid: 7 },
    namespace: "retail/prod",
  });
  telemetry.event(ended);
  await telemetry.close();
  expect(slept).toBe(5000);
});

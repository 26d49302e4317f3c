import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { statSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { type IncomingHttpHeaders, request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JsonObject, MlxError } from "@mlx/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type DaemonFace, type DaemonHealth, type RunningServer, startServer } from "../src/index.ts";

let folder: string;
let health: DaemonHealth;
let told: string[];
let status: () => Promise<JsonObject>;
let server: RunningServer | undefined;
const daemon: DaemonFace = {
  health: () => health,
  status: () => status(),
  metrics: async () => "mlx_up 1\n",
  drain: () => told.push("drain"),
  stop: () => told.push("stop"),
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mlx-server-"));
  health = { state: "up", problems: [] };
  told = [];
  status = async () => ({ running: 2 });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const start = async (options: { readonly host?: string; readonly socketPath?: string } = {}) => {
  server = await startServer({ daemon, host: "127.0.0.1", port: 0, ...options });
  return server;
};

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

function ask(
  place: { readonly url: string } | { readonly socketPath: string },
  method: string,
  path: string,
  { host, body }: { readonly host?: string; readonly body?: string } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const where =
    "url" in place
      ? { host: new URL(place.url).hostname.replace(/^\[|\]$/g, ""), port: new URL(place.url).port }
      : place;
  const headers = {
    ...(host === undefined ? {} : { host }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  const sent = request({ ...where, method, path, agent: false, headers }, async (response) => {
    const parts: string[] = [];
    for await (const part of response.setEncoding("utf8")) parts.push(`${part}`);
    resolve({ status: response.statusCode, headers: response.headers, body: parts.join("") });
  });
  sent.on("error", reject).end(body);
  return promise;
}

it("health and readiness answer by what the daemon says of itself", async () => {
  const { url } = await start();
  const both = async () =>
    Promise.all(["/healthz", "/readyz"].map(async (path) => (await ask({ url }, "GET", path)).status));
  expect(await both()).toEqual([200, 200]);
  health = { state: "draining", problems: [] };
  expect(await both()).toEqual([200, 503]);
  health = { state: "starting", problems: [] };
  expect(await both()).toEqual([200, 503]);
  health = { state: "up", problems: ["scheduler: the store is busy"] };
  expect(await both()).toEqual([503, 200]);
  expect(JSON.parse((await ask({ url }, "GET", "/healthz")).body)).toEqual(health);
});

it("metrics and status, with headers that keep pages out", async () => {
  const { url } = await start();
  const metrics = await ask({ url }, "GET", "/metrics");
  expect([metrics.status, metrics.body, metrics.headers["content-type"]]).toEqual([
    200,
    "mlx_up 1\n",
    "text/plain; version=0.0.4; charset=utf-8",
  ]);
  const answer = await ask({ url }, "GET", "/status");
  expect(JSON.parse(answer.body)).toEqual({ running: 2 });
  expect(answer.headers).toMatchObject({
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  expect(answer.headers).not.toHaveProperty("access-control-allow-origin");
  expect((await ask({ url }, "HEAD", "/status")).status).toBe(200);
});

it("draining and stopping are asked for through the socket alone", async () => {
  const socketPath = join(folder, "daemon.sock");
  const { url } = await start({ socketPath });
  const refused = await ask({ url }, "POST", "/stop");
  expect([refused.status, told]).toEqual([404, []]);
  expect(JSON.parse(refused.body)).toEqual({
    error: {
      summary: "there is no POST /stop",
      detail:
        "Known: GET /healthz, /readyz, /metrics and /status; /services/NAME/ping and /services/NAME/invocations.",
      requestId: expect.any(String),
    },
  });
  expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
  const drained = await ask({ socketPath }, "POST", "/drain", { host: "whatever" });
  expect([drained.status, JSON.parse(drained.body)]).toEqual([202, { state: "draining" }]);
  await ask({ socketPath }, "POST", "/stop", { body: "{}" });
  await expect.poll(() => told).toEqual(["drain", "stop"]);
  expect((await ask({ socketPath }, "GET", "/healthz")).status).toBe(200);
  await server?.close();
  await expect(stat(socketPath)).rejects.toThrow("ENOENT");
});

it("at no moment is the socket there for others, whatever the umask", async () => {
  const socketPath = join(folder, "daemon.sock");
  const seen: (number | undefined)[] = [];
  // As soon as it can be connected to.
  const look = () => {
    seen.push(statSync(socketPath, { throwIfNoEntry: false })?.mode);
  };
  const listening = "tracing:net.server.listen:asyncEnd";
  subscribe(listening, look);
  const umask = process.umask(0);
  try {
    await start({ socketPath });
  } finally {
    process.umask(umask);
    unsubscribe(listening, look);
  }
  // Of the port, and of the socket.
  expect(seen).toEqual([undefined, undefined]);
  expect((await stat(socketPath)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(["daemon.sock"]);
});

it("a socket that a dead daemon left is replaced", async () => {
  const socketPath = join(folder, "daemon.sock");
  await writeFile(socketPath, "");
  await start({ socketPath });
  expect((await ask({ socketPath }, "GET", "/healthz")).status).toBe(200);
});

it.each([
  ["127.0.0.1:1", 200],
  ["localhost", 200],
  ["mlx.localhost:4747", 200],
  ["[::1]:4747", 200],
  ["rebound.example.org", 421],
  ["127.0.0.1.example.org:4747", 421],
  ["localhost.example.org", 421],
])("a request for the host %s is answered with %i", async (host, expected) => {
  const { url } = await start();
  expect((await ask({ url }, "GET", "/status", { host })).status).toBe(expected);
});

it("listening on all addresses answers whoever asks, and is reached by the nearest", async () => {
  const { url } = await start({ host: "0.0.0.0" });
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect((await ask({ url }, "GET", "/status", { host: "ml.example.org" })).status).toBe(200);
});

it("a failure is told with its code, a bug without a word of it", async () => {
  const { url } = await start();
  status = async () => {
    throw new MlxError({ code: "MLX5003", summary: "the store is busy", next: ["wait"] });
  };
  const failed = await ask({ url }, "GET", "/status");
  expect([failed.status, JSON.parse(failed.body)]).toEqual([
    503,
    {
      error: { code: "MLX5003", summary: "the store is busy", next: ["wait"], requestId: expect.any(String) },
    },
  ]);
  status = async () => {
    throw new TypeError("secret of the trade");
  };
  const broken = await ask({ url }, "GET", "/status");
  expect([broken.status, JSON.parse(broken.body)]).toEqual([
    500,
    {
      error: {
        code: "MLX8528",
        summary: "mlx failed to answer; this is a bug of it",
        detail: "The server's output tells more, under the request's id.",
        next: [],
        requestId: expect.any(String),
      },
    },
  ]);
});

it("a port that is taken, an address of another machine, a name of nobody, a folder that is not there", async () => {
  const other = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => other.once("listening", resolve));
  const address = other.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const options = { daemon, host: "127.0.0.1", port };
  await expect(startServer(options)).rejects.toMatchObject({
    code: "MLX8501",
    summary: `port ${port} of 127.0.0.1 is in use`,
  });
  other.close();
  const elsewhere = { ...options, port: 0, host: "192.0.2.1" };
  await expect(startServer(elsewhere)).rejects.toMatchObject({ code: "MLX8502" });
  await expect(startServer({ ...elsewhere, host: "nobody.invalid" })).rejects.toMatchObject({
    code: "MLX8502",
  });
  const socketPath = join(folder, "missing", "daemon.sock");
  await expect(startServer({ ...options, socketPath })).rejects.toMatchObject({ code: "MLX8504" });
  // The port was given back.
  server = await startServer(options);
  expect(server.url).toBe(`http://127.0.0.1:${port}`);
});

it("closing does not wait for a client that is never answered", async () => {
  const { url } = await start();
  const { promise: asked, resolve: arrived } = Promise.withResolvers<void>();
  status = () => {
    arrived();
    return new Promise(() => {});
  };
  const hanging = ask({ url }, "GET", "/status");
  const outcome = expect(hanging).rejects.toThrow();
  await asked;
  await server?.close();
  await outcome;
});

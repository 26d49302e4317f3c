import type { ApiServerRequest, DaemonFace } from "@mlx/app";
import { expect, test, vi } from "vitest";
import { createFakeInterrupts, runFake } from "../test/fake-context.ts";
import type { App, Server } from "./app.ts";

/** `mlx up --api-only` whose server ends when the test says so. */
function open(words: readonly string[], auth = false) {
  const calls: string[] = [];
  const ending = Promise.withResolvers<void>();
  const started: Parameters<Server["startServer"]>[0][] = [];
  const face: DaemonFace = {
    health: () => ({ state: "up", problems: [] }),
    status: async () => ({}),
    metrics: async () => "",
    served: () => {},
    drain: () => {},
    stop: () => {},
  };
  const app: Partial<App> = {
    serveApi: async (_, { serve }: ApiServerRequest) => ({
      ok: true,
      value: {
        url: (await serve(face)).url,
        drain: () => calls.push("drain"),
        stop: () => calls.push("stop"),
        ended: ending.promise,
      },
    }),
  };
  const server: Server = {
    serverCodes: [],
    startServer: async (options) => {
      started.push(options);
      return {
        ...{ url: "http://127.0.0.1:1", auth, warnings: auth ? ["there is no token yet"] : [] },
        gateway: { set: () => {}, remove: () => {} } as never,
        serviceLoads: () => [],
        close: async () => {},
      };
    },
  };
  const { interrupts, send, listening } = createFakeInterrupts();
  const done = runFake(["up", "--api-only", ...words], { app, server, interrupts });
  return { calls, started, send, listening, end: ending.resolve, done };
}

test("an interrupt drains, a second one ends at once, and all is quiet then", async () => {
  const { calls, send, listening, end, done } = open([]);
  await vi.waitUntil(() => listening() === 1);
  send("SIGINT");
  expect(calls).toEqual(["drain"]);
  send("SIGTERM");
  expect(calls).toEqual(["drain", "stop"]);
  end();
  const { exit, stdout, stderr } = await done;
  expect([exit, stdout, listening()]).toEqual([0, "", 0]);
  expect(stderr).toBe(
    "The API answers at http://127.0.0.1:1/data/sensei and http://127.0.0.1:1/api/v1. Runs that it queues wait for a daemon (`mlx up`). Ctrl-C ends it.",
  );
});

test("its flags reach the server, and warnings the person", async () => {
  const flags = ["--auth", "--port", "9", "--tls-cert", "c.pem", "--tls-key", "/k.pem", "--json"];
  const { started, listening, end, done } = open(flags, true);
  await vi.waitUntil(() => listening() === 1);
  end();
  const { stdout } = await done;
  expect(JSON.parse(stdout)).toMatchObject({
    ...{ kind: "api-server", url: "http://127.0.0.1:1", auth: true, warnings: ["there is no token yet"] },
  });
  expect(started).toMatchObject([
    { host: "127.0.0.1", port: 9, api: { auth: true, tls: { cert: "/project/c.pem", key: "/k.pem" } } },
  ]);
});

test.each([
  [[], undefined],
  [["--auth"], true],
  [["--no-auth"], false],
])("of %j the last counts: %j", async (flags, expected) => {
  const { started, listening, end, done } = open(flags);
  await vi.waitUntil(() => listening() === 1);
  end();
  await done;
  expect(started.map(({ api }) => api?.auth)).toEqual([expected]);
});

test.each([
  [["--detach"], "MLX8100"],
  [["--tls-cert", "c.pem"], "MLX8100"],
  [["--slots", "cpus"], "MLX8100"],
])("%j is refused before anything is opened", async (words, code) => {
  const { exit, stderr } = await runFake(["up", "--api-only", ...words]);
  expect([exit, /MLX8\d+/.exec(stderr)?.[0]]).toEqual([1, code]);
});

test("to ask for tokens and not to is refused, also of a daemon", async () => {
  for (const words of [["up", "--api-only"], ["up"]]) {
    const { exit, stderr } = await runFake([...words, "--auth", "--no-auth"], { app: {} });
    expect(exit).toBe(1);
    expect(stderr).toContain("`--auth` and `--no-auth` contradict each other");
  }
});

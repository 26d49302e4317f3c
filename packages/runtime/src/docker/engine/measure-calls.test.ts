import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { connectEngine } from "./connect-engine.ts";
import { operationOf } from "./measure-calls.ts";

it.each([
  ["GET", "/info", "info"],
  ["GET", "/_ping", "_ping"],
  ["POST", "/containers/create?", "containers.create"],
  ["GET", "/containers/json?", "containers.list"],
  ["GET", "/containers/4f1a/json?", "containers.inspect"],
  ["POST", "/containers/4f1a/start?", "containers.start"],
  ["DELETE", "/containers/4f1a?", "containers.remove"],
  ["GET", "/images/ghcr.io/acme/retail:1.4/json", "images.inspect"],
  ["DELETE", "/images/ghcr.io/acme/retail:1.4?", "images.remove"],
  ["GET", "/networks/bridge?", "networks.inspect"],
])("%s %s is %s", (method, path, operation) => {
  expect(operationOf(method, path)).toBe(operation);
});

it("every answered call is told, a refused one too, and one that waits is not", async () => {
  const home = await mkdtemp(join(tmpdir(), "mlx-calls-"));
  const path = join(home, "engine.sock");
  const server = createServer(({ url }, response) => {
    response.statusCode = url?.includes("/start") ? 409 : 200;
    response.setHeader("Content-Type", "application/json").end("{}");
  }).listen(path);
  await once(server, "listening");
  const told: string[] = [];
  const engine = connectEngine({
    processEnv: { DOCKER_HOST: `unix://${path}` },
    home,
    onCall: (operation, milliseconds) => told.push(milliseconds >= 0 ? operation : "negative"),
  });
  await engine.call((docker) => docker.getContainer("x").inspect());
  await engine.call((docker) => docker.getContainer("x").wait());
  await expect(engine.call((docker) => docker.getContainer("x").start())).rejects.toThrow("409");
  expect(told).toEqual(["containers.inspect", "containers.start"]);
  server.closeAllConnections();
  server.close();
  await rm(home, { recursive: true });
});

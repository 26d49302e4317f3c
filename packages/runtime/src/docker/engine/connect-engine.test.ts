import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkDocker } from "./check-docker.ts";
import { connectEngine } from "./connect-engine.ts";
import { connectionFailure, engineMessage, statusOf } from "./engine-error.ts";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "mlx-engine-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

const connect = (path: string) => connectEngine({ processEnv: { DOCKER_HOST: `unix://${path}` }, home });

it.each([
  ["no socket", async (path: string) => path, "There is no such socket."],
  [
    "a file that is no socket",
    async (path: string) => {
      await writeFile(path, "");
      return path;
    },
    "Nothing listens there.",
  ],
])("%s is no engine", async (name, make, why) => {
  const engine = connect(await make(join(home, name.replaceAll(" ", "-"))));
  const failure = { code: "MLX4030", detail: expect.stringContaining(why) };
  await expect(engine.info()).rejects.toMatchObject(failure);
  await expect(engine.mark()).rejects.toMatchObject(failure);
  await expect(engine.call((docker) => docker.ping())).rejects.toMatchObject(failure);
  expect(await checkDocker(engine)).toEqual([
    {
      name: "Docker",
      outcome: "problem",
      detail: expect.stringMatching(/^there is no Docker engine to talk to\. Looked at/),
      remedy: expect.stringContaining("systemctl start docker"),
    },
  ]);
});

it("a socket that may not be opened is told from one that is not there", () => {
  const address = { kind: "socket", path: "/var/run/docker.sock", from: "the default" } as const;
  const refused = Object.assign(new Error("connect EACCES"), { code: "EACCES", syscall: "connect" });
  expect(connectionFailure(refused, address)).toMatchObject({
    code: "MLX4031",
    detail: "unix:///var/run/docker.sock (the default) is there, but may not be opened.",
  });
  const elsewhere = Object.assign(new Error("open EACCES"), { code: "EACCES", syscall: "open" });
  expect(connectionFailure(elsewhere, address)).toBeUndefined();
});

it("what the engine answers stays its answer, and a failure to ask is not remembered", async () => {
  const path = join(home, "answers.sock");
  const engine = connect(path);
  await expect(engine.info()).rejects.toMatchObject({ code: "MLX4030" });
  const server = createServer(({ url }, response) => {
    response.setHeader("Content-Type", "application/json");
    if (url === "/info") {
      const info = {
        NCPU: 3,
        MemTotal: 5 * 2 ** 30,
        ServerVersion: "27.0",
        OperatingSystem: "x",
        CgroupVersion: "2",
      };
      const SecurityOptions = ["name=seccomp,profile=default", "name=rootless", "name=userns"];
      response.end(JSON.stringify({ ...info, SecurityOptions, Runtimes: { runsc: {}, runc: {} } }));
    } else if (url === "/version") {
      response.end('{"ApiVersion":"1.46"}');
    } else {
      response.statusCode = 409;
      response.end('{"message":"it is in use"}');
    }
  });
  server.listen(path);
  await once(server, "listening");
  expect(await engine.info()).toEqual({
    cpus: 3,
    memoryInMB: 5120,
    rootless: true,
    userNamespaces: true,
    cgroupVersion: "2",
    runtimes: ["runc", "runsc"],
    version: "27.0",
    apiVersion: "1.46",
    operatingSystem: "x",
  });
  const failure: unknown = await engine
    .call((docker) => docker.getContainer("x").inspect())
    .catch((error) => error);
  expect([statusOf(failure), engineMessage(failure)]).toEqual([409, "it is in use"]);
  server.closeAllConnections();
  server.close();
});

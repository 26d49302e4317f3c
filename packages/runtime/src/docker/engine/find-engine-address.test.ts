import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findEngineAddress, formatAddress } from "./find-engine-address.ts";

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "mlx-engine-"));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function write(path: string, content: unknown): Promise<string> {
  const target = join(home, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, typeof content === "string" ? content : JSON.stringify(content));
  return target;
}
const find = (processEnv: NodeJS.ProcessEnv = {}) =>
  findEngineAddress({ processEnv, home, systemSocket: join(home, "system.sock") });

async function writeContext(name: string, endpoint: object): Promise<string> {
  const id = createHash("sha256").update(name).digest("hex");
  await write(`.docker/contexts/meta/${id}/meta.json`, { Name: name, Endpoints: { docker: endpoint } });
  return id;
}

describe("DOCKER_HOST", () => {
  const from = "DOCKER_HOST";
  it.each([
    ["unix:///run/x.sock", { kind: "socket", path: "/run/x.sock", from }],
    ["tcp://127.0.0.1:2375", { kind: "tcp", host: "127.0.0.1", port: 2375, from }],
    ["tcp://localhost", { kind: "tcp", host: "localhost", port: 2375, from }],
    ["tcp://[::1]:99", { kind: "tcp", host: "::1", port: 99, from }],
    ["127.0.0.1:99", { kind: "tcp", host: "127.0.0.1", port: 99, from }],
  ])("%s", async (DOCKER_HOST, expected) => {
    await write(".docker/config.json", { currentContext: "other" });
    expect(await find({ DOCKER_HOST, DOCKER_CONTEXT: "another" })).toEqual(expected);
  });

  it.each([
    ["tcp://10.0.0.1:2375", "by TLS only"],
    ["tcp://127.evil.com:2375", "by TLS only"],
    ["ssh://anna@host", "has to be on it"],
    ["unix://", "none of"],
    ["what is this", "none of"],
  ])("%s is refused", async (DOCKER_HOST, why) => {
    await expect(find({ DOCKER_HOST })).rejects.toMatchObject({
      code: "MLX4030",
      detail: expect.stringContaining(why),
    });
  });

  it("takes TLS files from where Docker takes them", async () => {
    const folder = dirname(await write("certificates/ca.pem", "CA"));
    await write("certificates/cert.pem", "CERT");
    await write("certificates/key.pem", "KEY");
    const processEnv = { DOCKER_HOST: "tcp://10.0.0.1", DOCKER_TLS_VERIFY: "1", DOCKER_CERT_PATH: folder };
    const tls = { ca: "CA", cert: "CERT", key: "KEY" };
    expect(await find(processEnv)).toEqual({ kind: "tcp", host: "10.0.0.1", port: 2376, tls, from });
  });
});

describe("a context", () => {
  it("is the one of DOCKER_CONTEXT, else the current one", async () => {
    await writeContext("one", { Host: "unix:///one.sock" });
    await writeContext("two", { Host: "unix:///two.sock" });
    await write(".docker/config.json", { currentContext: "two" });
    expect(formatAddress(await find({ DOCKER_CONTEXT: "one" }))).toBe(
      "unix:///one.sock (Docker's context one)",
    );
    expect(formatAddress(await find())).toBe("unix:///two.sock (Docker's context two)");
    const DOCKER_CONFIG = join(home, "elsewhere");
    await expect(find({ DOCKER_CONFIG, DOCKER_CONTEXT: "one" })).rejects.toMatchObject({
      code: "MLX4030",
      detail: expect.stringContaining("no such context"),
    });
  });

  it("has TLS files of its own, and is not used when it does not check the engine", async () => {
    const id = await writeContext("far", { Host: "tcp://far:1" });
    await write(`.docker/contexts/tls/${id}/docker/ca.pem`, "CA");
    const far = { kind: "tcp", host: "far", port: 1, tls: { ca: "CA" }, from: "Docker's context far" };
    expect(await find({ DOCKER_CONTEXT: "far" })).toEqual(far);
    await writeContext("far", { Host: "tcp://far:1", SkipTLSVerify: true });
    await expect(find({ DOCKER_CONTEXT: "far" })).rejects.toMatchObject({ code: "MLX4030" });
  });
});

it("else the first socket that is there", async () => {
  const XDG_RUNTIME_DIR = join(home, "run");
  await expect(find({ XDG_RUNTIME_DIR })).rejects.toMatchObject({
    code: "MLX4030",
    detail: expect.stringContaining(join(XDG_RUNTIME_DIR, "docker.sock")),
  });
  const rootless = await write("run/docker.sock", "");
  await write(".docker/config.json", { currentContext: "default" });
  expect(await find({ XDG_RUNTIME_DIR })).toEqual({ kind: "socket", path: rootless, from: "the default" });
  const desktop = await write(".docker/run/docker.sock", "");
  expect(await find({ XDG_RUNTIME_DIR })).toMatchObject({ path: desktop });
  const system = await write("system.sock", "");
  expect(await find({ XDG_RUNTIME_DIR })).toMatchObject({ path: system });
});

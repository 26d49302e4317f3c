import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findCredentials } from "./find-credentials.ts";

let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "mlx-credentials-"));
});
afterAll(() => rm(home, { recursive: true, force: true }));

async function find(registry: string, config: unknown) {
  await writeFile(join(home, "config.json"), typeof config === "string" ? config : JSON.stringify(config));
  return findCredentials(registry, { processEnv: { DOCKER_CONFIG: home }, home });
}

const auth = Buffer.from("anna:a:b").toString("base64");
const anna = (serveraddress: string) => ({ auth: { username: "anna", password: "a:b", serveraddress } });

it.each([
  ["the host", "ghcr.io", { "ghcr.io": { auth } }, anna("ghcr.io")],
  ["an old address", "ghcr.io", { "https://ghcr.io/v2/": { auth } }, anna("ghcr.io")],
  [
    "Docker Hub",
    "docker.io",
    { "https://index.docker.io/v1/": { auth } },
    anna("https://index.docker.io/v1/"),
  ],
  ["Docker Hub, in short", "docker.io", { "docker.io": { auth } }, anna("https://index.docker.io/v1/")],
  ["another port", "localhost:5000", { "localhost:5001": { auth } }, {}],
  ["two fields", "a.b", { "a.b": { username: "anna", password: "a:b" } }, anna("a.b")],
  [
    "a token",
    "a.b",
    { "a.b": { auth, identitytoken: "t" } },
    { auth: { identitytoken: "t", serveraddress: "a.b" } },
  ],
  ["an empty entry", "a.b", { "a.b": {} }, {}],
  [
    "what cannot be read",
    "a.b",
    { "a.b": { auth: "YQ==" } },
    { problem: "What Docker's configuration holds for a.b cannot be read." },
  ],
])("finds them by %s", async (_, registry, auths, expected) => {
  expect(await find(registry, { auths })).toEqual(expected);
});

it("finds none without a configuration, and fails for one that cannot be read", async () => {
  await rm(join(home, "config.json"), { force: true });
  expect(await findCredentials("ghcr.io", { processEnv: {}, home })).toEqual({});
  await expect(find("ghcr.io", "{")).rejects.toMatchObject({ code: "MLX4030" });
  await expect(find("ghcr.io", [])).rejects.toMatchObject({ code: "MLX4030" });
});

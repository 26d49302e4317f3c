import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { FileOwner } from "./container-user.ts";
import { readSecretValues, removeSecrets, secretsFolder, writeSecrets } from "./secrets-folder.ts";
import { environmentFile } from "./shell-wrapper.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mlx-secrets-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const self = { uid: process.getuid?.() ?? 0 };
const key = { runId: "r", attempt: 2 };
const write = (folder: string, owner: FileOwner = { type: "self" }, uid = self.uid) =>
  writeSecrets(folder, { variables: { TOKEN: "t", "a/b": "c" }, values: ["t", "c"], owner, self: { uid } });

it("is made whole, once, for mlx and the container's user alone", async () => {
  const folder = secretsFolder(key, { ...self, temporary: "/nowhere", memory: root });
  expect(folder).toBe(join(root, `mlx-${self.uid}`, "r-2"));
  await Promise.all([write(folder), write(folder)]);
  expect(await readdir(join(folder, ".."))).toEqual(["r-2"]);
  expect(await readdir(join(folder, "mount"))).toEqual([".environment", "TOKEN"]);
  expect(await readFile(join(folder, "mount", "TOKEN"), "utf8")).toBe("t");
  const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
  expect(await modeOf(join(folder, ".."))).toBe(0o700);
  expect(await modeOf(join(folder, "mount", "TOKEN"))).toBe(0o400);
  expect(await readSecretValues(folder)).toEqual(["t", "c"]);
  await removeSecrets(folder);
  await removeSecrets(folder);
  expect(await readSecretValues(folder)).toEqual([]);
});

it("is readable inside the container where the files cannot be given away, and closed around", async () => {
  const folder = secretsFolder(key, { ...self, temporary: root, memory: join(root, "none") });
  await mkdir(join(folder, ".."), { recursive: true });
  await chmod(join(folder, ".."), 0o755);
  await write(folder, { type: "anyone" });
  expect((await stat(join(folder, "mount", ".environment"))).mode & 0o777).toBe(0o444);
  expect((await stat(join(folder, ".."))).mode & 0o777).toBe(0o700);
});

it("refuses a place that somebody else has made", async () => {
  const folder = secretsFolder(key, { ...self, temporary: root, memory: root });
  await mkdir(join(folder, ".."));
  await expect(write(folder, { type: "self" }, self.uid + 1)).rejects.toMatchObject({ code: "MLX4039" });
  expect(await readdir(join(folder, ".."))).toEqual([]);
});

it("leaves out names that a shell cannot say", () => {
  expect(environmentFile({ A: "it's $x\n", "SM_HP_api-key": "k", "1A": "b" })).toBe(
    "export A='it'\\''s $x\n'\n",
  );
});

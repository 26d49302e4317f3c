import { chmod, mkdir, mkdtemp, realpath, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { DatasetFile } from "@mlx/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { mayRead } from "./may-read.ts";
import { mayMount, planInputs } from "./plan-inputs.ts";

let root = "";
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), "mlx-inputs-")));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function add(path: string, mode = 0o644): Promise<DatasetFile> {
  const absolute = join(root, path);
  await mkdir(dirname(absolute), { recursive: true });
  await writeFile(absolute, path);
  await chmod(absolute, mode);
  return describe(path);
}

async function describe(path: string): Promise<DatasetFile> {
  const { size, mtimeMs } = await stat(join(root, path));
  return { name: path, path: join(root, path), size, modifiedAt: mtimeMs };
}

const many = (folder: string, mode?: number) =>
  Promise.all(Array.from({ length: 257 }, (_, index) => add(`${folder}/${index}`, mode)));

/** What is planned where files cannot share their blocks; elsewhere all is copied. */
async function plan(inputs: Parameters<typeof planInputs>[0], home = "/home/somebody") {
  const ids = { uid: 65532, gid: 65532 };
  return planInputs(inputs, { reader: { ids, everything: false }, home, scratch: root });
}

it("mounts single files, copies what the container's user may not read, and leaves folders for many", async () => {
  const [open, closed] = [await add("few/open"), await add("few/closed", 0o600)];
  await symlink(open.path, join(root, "few/link"));
  const files = await many("deep/many");
  const outside = await add("deep/other");
  const planned = await plan({ many: [...files, outside], few: [open, closed, await describe("few/link")] });
  if (planned.few?.type === "copies") return;
  expect(planned).toEqual({
    few: { type: "mounts", sources: { "few/open": open.path, "few/link": open.path } },
    many: { type: "folder", source: join(root, "deep") },
  });
});

it.each([
  ["one is closed", async () => chmod(join(root, "many/7"), 0o600), undefined],
  ["their folder is closed", async () => chmod(join(root, "many"), 0o700), undefined],
  ["it is the user's home", async () => {}, "many"],
  ["it is around the user's home", async () => {}, "many/home"],
])("copies many files where %s", async (_, change, home) => {
  const files = await many("many");
  await mkdir(join(root, "many/home"));
  await change();
  expect(await plan({ many: files }, home && join(root, home))).toEqual({ many: { type: "copies" } });
});

it.each([
  ["/", false],
  ["/home", false],
  ["/home/me", false],
  ["/home/me/data", true],
  ["/var", false],
  ["/var/lib/data", true],
  ["/run/user/1", false],
  ["/data", true],
])("may mount %s: %s", (folder, expected) => {
  expect(mayMount(folder, "/home/me")).toBe(expected);
});

it.each([
  [{ uid: 1, gid: 9 }, 0o400, true],
  [{ uid: 1, gid: 2 }, 0o044, false],
  [{ uid: 9, gid: 2 }, 0o040, true],
  [{ uid: 9, gid: 2 }, 0o404, false],
  [{ uid: 9, gid: 9 }, 0o004, true],
  [undefined, 0o440, false],
  [undefined, 0o004, true],
])("%j may read a file of 1:2 with mode %o: %s", (ids, mode, expected) => {
  const file = { uid: 1, gid: 2, mode };
  expect(mayRead(file, { ...(ids && { ids }), everything: false }, "read")).toBe(expected);
  expect(mayRead(file, { everything: true }, "read")).toBe(true);
});

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFakeClock } from "@mlx/core/testing";
import { expect, onTestFinished, type TestContext, test } from "vitest";
import { createArtifactStore, createHashCache } from "../src/index.ts";
import { makeTestFolder, writeTree } from "../src/testing/test-folder.ts";

const limits = { maxFiles: 1000, maxBytes: 1e9 };

/** A file system of 1 MB; the test is skipped where none can be mounted. */
function setUp({ skip }: TestContext) {
  const folder = makeTestFolder();
  const small = join(folder, "small");
  mkdirSync(small);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", small], { stdio: "ignore" });
  } catch {
    skip("needs a user who may mount a tmpfs");
  }
  onTestFinished(() => void execFileSync("umount", [small]));
  const clock = createFakeClock(Date.now());
  const open = (cas: string) =>
    createArtifactStore({
      folder: cas,
      clock,
      hashCache: createHashCache({ file: join(folder, "hashes.json"), clock }),
    });
  return { folder, small, open };
}

const folders: { readonly [what: string]: { readonly [path: string]: Uint8Array } } = {
  "one large file": { large: Buffer.alloc(3_000_000, "x") },
  "many small files": Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`${index}`, Buffer.alloc(8000, `${index} `)]),
  ),
};

for (const [what, tree] of Object.entries(folders)) {
  test(`a full disk while ${what} are published is 6003; nothing half-written stays`, async (context) => {
    const { folder, small, open } = setUp(context);
    const files = writeTree(join(folder, "files"), tree);
    const store = open(join(small, "cas"));
    for (const attempt of [() => store.publish(files, limits), () => store.snapshotSource(files)])
      await expect(attempt()).rejects.toMatchObject({
        code: "MLX6003",
        summary: expect.stringContaining("cas"),
      });
    expect(readdirSync(join(small, "cas/tmp"))).toEqual([]);
    if (what === "one large file") {
      expect(readdirSync(join(small, "cas"))).toEqual(["tmp"]);
      writeFileSync(join(files, "large"), "now it fits");
      expect((await store.publish(files, limits)).size).toBe(11);
    }
  });

  test(`a full disk while ${what} are written out is 6003; the target does not appear`, async (context) => {
    const { folder, small, open } = setUp(context);
    const store = open(join(folder, "cas"));
    const { digest } = await store.publish(writeTree(join(folder, "files"), tree), limits);
    for (const attempt of [
      () => store.materialise(digest, join(small, "out"), { readOnly: true }),
      () => store.deliver(digest, join(small, "out")),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "MLX6003" });
    expect(readdirSync(small)).toEqual([]);
  });
}

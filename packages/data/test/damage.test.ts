import {
  chmodSync,
  mkdirSync,
  readdirSync,
  statSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Digest, digestOf } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { createArtifactStore, createHashCache } from "../src/index.ts";
import { makeTestFolder, readTree, writeTree } from "../src/testing/test-folder.ts";

const limits = { maxFiles: 100, maxBytes: 1e9 };

async function setUp() {
  const folder = makeTestFolder();
  const cas = join(folder, "cas");
  const clock = createFakeClock(Date.now() + 60_000);
  const hashCache = createHashCache({ file: join(folder, "hashes.json"), clock });
  const store = createArtifactStore({ folder: cas, hashCache, clock });
  const files = writeTree(join(folder, "files"), { "model.pkl": "weights", "deep/config.json": "{}" });
  const { digest } = await store.publish(files, limits);
  const blob = (of: Digest) => join(cas, "sha256", of.slice(7, 9), of.slice(9));
  const out = join(folder, "out");
  return { folder, cas, store, files, digest, blob, out };
}

test("blobs stand under their digest, read-only", async () => {
  const { cas, blob, digest } = await setUp();
  for (const of of [digestOf("weights"), digestOf("{}"), digest])
    expect(statSync(blob(of)).mode & 0o777).toBe(0o444);
  expect(readdirSync(join(cas, "tmp"))).toEqual([]);
});

test("a blob of the wrong size is 6004 with what it is needed for, and is replaced by storing again", async () => {
  const { store, files, digest, blob, out } = await setUp();
  const damaged = blob(digestOf("weights"));
  chmodSync(damaged, 0o644);
  truncateSync(damaged, 3);
  await expect(store.materialise(digest, out, { readOnly: true })).rejects.toMatchObject({
    code: "MLX6004",
    summary: `stored content ${digestOf("weights")} is damaged`,
    detail: `It is needed for model.pkl of ${digest}.`,
  });
  expect(() => statSync(out)).toThrow("ENOENT");
  await store.publish(files, limits);
  await store.materialise(digest, out, { readOnly: true });
  expect(readTree(out)).toEqual(readTree(files));
});

test("a missing blob is stored again by the next snapshot, though the hash cache knows its digest", async () => {
  const { store, files, blob } = await setUp();
  const source = await store.snapshotSource(files);
  unlinkSync(blob(digestOf("weights")));
  await expect(store.readFile(source.manifest, "model.pkl")).rejects.toMatchObject({
    code: "MLX6004",
    detail: "It is needed for model.pkl.",
  });
  expect(await store.snapshotSource(files)).toEqual(source);
  expect(Buffer.from((await store.readFile(source.manifest, "model.pkl")) ?? []).toString()).toBe("weights");
});

test("a changed manifest or file is found by its digest", async () => {
  const { store, digest, blob } = await setUp();
  const manifest = await store.readManifest(digest);
  for (const of of [digestOf("weights"), digest]) {
    chmodSync(blob(of), 0o644);
    writeFileSync(blob(of), "x".repeat(statSync(blob(of)).size));
  }
  await expect(store.readManifest(digest)).rejects.toMatchObject({ code: "MLX6004" });
  await expect(store.readFile(manifest, "model.pkl")).rejects.toMatchObject({ code: "MLX6004" });
});

test("a manifest that reaches out of its folder is none", async () => {
  const { folder, store, out } = await setUp();
  for (const path of ["../evil", "/evil", "a/../../evil", "a//b", ""]) {
    const entry = { path, size: 0, executable: false, digest: digestOf("") };
    const text = JSON.stringify({ version: 1, entries: [entry] });
    await store.publish(writeTree(join(folder, "forged"), { file: text, empty: "" }), limits);
    await expect(store.materialise(digestOf(text), out, { readOnly: false })).rejects.toMatchObject({
      code: "MLX6004",
      summary: expect.stringContaining("is not a list of files"),
    });
  }
});

test("a store that cannot be written to is 6006", async () => {
  const { folder, files, digest, store } = await setUp();
  const clock = createFakeClock();
  writeFileSync(join(folder, "a-file"), "");
  const blocked = createArtifactStore({
    folder: join(folder, "a-file/cas"),
    hashCache: createHashCache({ file: join(folder, "other.json"), clock }),
    clock,
  });
  await expect(blocked.publish(files, limits)).rejects.toMatchObject({ code: "MLX6006" });
  await expect(blocked.snapshotSource(files)).rejects.toMatchObject({ code: "MLX6006" });
  mkdirSync(join(folder, "parent"));
  await expect(
    store.materialise(digest, join(folder, "a-file/out"), { readOnly: false }),
  ).rejects.toMatchObject({
    code: "MLX6007",
  });
});

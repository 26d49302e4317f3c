import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type ArtifactStore, type Digest, digestOf, MlxError } from "@mlx/core";
import fc from "fast-check";
import { extract } from "tar-stream";
import { describe, expect, test } from "vitest";
import { anyTree } from "./any-tree.ts";
import type { ArtifactStoreHarness } from "./artifact-store-harness.ts";
import { makeTestFolder, readTree, removeTestFolder, writeTree } from "./test-folder.ts";

const limits = { maxFiles: 1000, maxBytes: 100_000_000 };

/** What every artifact store's archives must be. */
export function archiveConformance({ name, open }: ArtifactStoreHarness): void {
  const setUp = () => {
    const folder = makeTestFolder();
    return { folder, store: open(join(folder, "store")), files: join(folder, "files") };
  };

  describe(`archives of an artifact store: ${name}`, () => {
    test("tar unpacks any tree as it was, and the bytes do not depend on who packs, or when", async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, async (tree) => {
          const folder = makeTestFolder();
          try {
            const files = writeTree(join(folder, "files"), tree);
            const bytes: Buffer[] = [];
            for (const place of ["one", "another"]) {
              const store = open(join(folder, place));
              const { digest } = await store.publish(files, limits);
              bytes.push(await archiveOf(store, digest));
            }
            expect(bytes[1]?.equals(bytes[0] ?? Buffer.alloc(0))).toBe(true);
            writeFileSync(join(folder, "x.tar.gz"), bytes[0] ?? "");
            mkdirSync(join(folder, "out"));
            execFileSync("tar", ["-xzf", join(folder, "x.tar.gz"), "-C", join(folder, "out")]);
            expect(readTree(join(folder, "out"))).toEqual(readTree(files));
          } finally {
            removeTestFolder(folder);
          }
        }),
        { numRuns: 10 },
      );
    });

    test("it tells nothing of times, owners and machines", async () => {
      const { store, files } = setUp();
      writeTree(files, { "b/run.sh*": "#!/bin/sh\n", "a.txt": "a" });
      const { digest } = await store.publish(files, limits);
      const bytes = await archiveOf(store, digest);
      // The gzip header: no name, no time, no operating system.
      expect([bytes.readUInt8(3), bytes.readUInt32LE(4), bytes.readUInt8(9)]).toEqual([0, 0, 255]);
      const reader = extract();
      reader.end(gunzipSync(bytes));
      const headers: unknown[] = [];
      for await (const entry of reader) {
        const { name, mode, uid, gid, uname, gname, mtime, size } = entry.header;
        headers.push({ name, mode, uid, gid, uname, gname, mtime: mtime?.getTime(), size });
        entry.resume();
      }
      const common = { uid: 0, gid: 0, uname: "", gname: "", mtime: 0 };
      expect(headers).toEqual([
        { ...common, name: "a.txt", mode: 0o644, size: 1 },
        { ...common, name: "b/run.sh", mode: 0o755, size: 10 },
      ]);
    });

    test("what is missing is told at once, with its paths (6004)", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { "a.txt": "a", "deep/b.txt": "b", "c.txt": "c" });
      const { digest } = await store.publish(files, limits);
      removeContents(join(folder, "store"), ["a", "b"]);
      for (const ask of [() => archiveOf(store, digest), () => store.deliver(digest, join(folder, "out"))]) {
        const error = await ask().then(
          () => undefined,
          (thrown: unknown) => thrown,
        );
        if (!(error instanceof MlxError)) expect.fail(`expected an MlxError, got ${String(error)}`);
        expect([error.code, error.summary, error.detail]).toEqual([
          "MLX6004",
          `2 of the 3 files of ${digest} are missing or damaged`,
          "They are a.txt, deep/b.txt.",
        ]);
      }
      expect(readdirSync(folder)).not.toContain("out");
      await expect(archiveOf(store, digestOf("nothing"))).rejects.toMatchObject({ code: "MLX6004" });
    });

    test("content that is not what it was ends it (6004)", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { "a.txt": "a", "b.txt": "b" });
      const { digest } = await store.publish(files, limits);
      removeContents(join(folder, "store"), ["b"], "x");
      await expect(archiveOf(store, digest)).rejects.toMatchObject({
        code: "MLX6004",
        summary: `stored content ${digestOf("b")} is damaged`,
      });
    });

    test("who stops reading holds nothing up", async () => {
      const { store, files } = setUp();
      const noise = new Uint8Array(8_000_000);
      for (let index = 0; index < noise.length; index += 1) noise[index] = (index * 7919) >> 5;
      writeTree(files, { "a.bin": noise, "b.bin": noise.toReversed() });
      const { digest } = await store.publish(files, limits);
      for await (const _ of await store.archive(digest)) break;
      expect((await archiveOf(store, digest)).byteLength).toBeGreaterThan(0);
    });
  });
}

async function archiveOf(store: ArtifactStore, digest: Digest): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await store.archive(digest)) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Removes the blobs with these contents, or puts others in their place. */
function removeContents(store: string, contents: readonly string[], instead?: string): void {
  for (const entry of readdirSync(store, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || statSync(path).size !== 1 || !contents.includes(readFileSync(path, "utf8")))
      continue;
    rmSync(path);
    if (instead !== undefined) writeFileSync(path, instead);
  }
}

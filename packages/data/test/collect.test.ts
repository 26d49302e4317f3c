import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type ArtifactStore, type Digest, digestOf } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createArtifactStore, createHashCache } from "../src/index.ts";
import {
  makeTestFolder,
  readTree,
  removeTestFolder,
  type Tree,
  writeTree,
} from "../src/testing/test-folder.ts";
import { systemClock } from "./system-clock.ts";

const limits = { maxFiles: 100, maxBytes: 1e9 };
const day = 86_400;
const hour = 3_600_000;
const none: ReadonlySet<Digest> = new Set();

function setUp() {
  const folder = makeTestFolder();
  const clock = createFakeClock(Date.now());
  const root = join(folder, "store");
  const open = (): ArtifactStore =>
    createArtifactStore({
      folder: root,
      clock,
      hashCache: createHashCache({ file: join(folder, "hashes.json"), clock }),
    });
  const store = open();
  const publish = (name: string, tree: Tree) => store.publish(writeTree(join(folder, name), tree), limits);
  return { folder, root, clock, open, store, publish };
}

function blobsOf(root: string): readonly Digest[] {
  const all = join(root, "sha256");
  return readdirSync(all).flatMap((start) =>
    readdirSync(join(all, start)).map((rest): Digest => `sha256:${start}${rest}`),
  );
}

test("what nothing refers to goes, with its files; what is referred to stays, with all of its", async () => {
  const { folder, root, clock, store, publish } = setUp();
  const kept = await publish("kept", { shared: "in both", own: "only in the first" });
  await publish("left", { shared: "in both", own: "only in the second" });
  clock.advance(25 * hour);
  const options = { referenced: new Set([kept.digest]), olderThanSeconds: day };
  const counted = await store.collect({ ...options, dryRun: true });
  expect(counted.count).toBe(2);
  expect(counted.bytes).toBeGreaterThan("only in the second".length);
  expect(blobsOf(root).length).toBe(5);
  expect(await store.collect({ ...options, dryRun: false })).toEqual(counted);
  expect([...blobsOf(root)].sort()).toEqual(
    [digestOf("in both"), digestOf("only in the first"), kept.digest].sort(),
  );
  await store.materialise(kept.digest, join(folder, "out"), { readOnly: false });
  expect(readTree(join(folder, "out"))).toEqual(readTree(join(folder, "kept")));
  expect(await store.collect({ ...options, dryRun: false })).toEqual({ count: 0, bytes: 0 });
});

test("what is young stays, whatever is asked for", async () => {
  const { root, clock, store, publish } = setUp();
  await publish("one", { a: "1" });
  expect(await store.collect({ referenced: none, olderThanSeconds: 0, dryRun: false })).toEqual({
    count: 0,
    bytes: 0,
  });
  clock.advance(23 * hour);
  expect(await store.collect({ referenced: none, olderThanSeconds: day, dryRun: false })).toEqual({
    count: 0,
    bytes: 0,
  });
  expect(blobsOf(root).length).toBe(2);
});

test.each(["publish", "snapshotSource"] as const)(
  "what %s finds in the store is young again",
  async (how) => {
    const { folder, root, clock, open, publish } = setUp();
    await publish("one", { a: "1", b: "2" });
    clock.advance(48 * hour);
    const again = writeTree(join(folder, "again"), { a: "1", b: "2" });
    if (how === "publish") await open().publish(again, limits);
    else await open().snapshotSource(again);
    expect(await open().collect({ referenced: none, olderThanSeconds: day, dryRun: false })).toEqual({
      count: 0,
      bytes: 0,
    });
    expect(blobsOf(root).length).toBe(3);
  },
);

test("a young manifest that nothing refers to yet keeps its old files", async () => {
  const { root, clock, open, store, publish } = setUp();
  const { digest } = await publish("one", { a: "1" });
  clock.advance(48 * hour);
  // As an mlx that does not touch what it finds would have left it.
  const hex = digest.slice("sha256:".length);
  utimesSync(join(root, "sha256", hex.slice(0, 2), hex.slice(2)), clock.now() / 1000, clock.now() / 1000);
  await store.collect({ referenced: none, olderThanSeconds: day, dryRun: false });
  expect(blobsOf(root).length).toBe(2);
  expect((await open().readManifest(digest)).entries.length).toBe(1);
});

test("a referenced manifest of another folder is passed over; a damaged one stops it, and nothing goes", async () => {
  const { root, clock, store, publish } = setUp();
  const { digest } = await publish("one", { a: "1" });
  await publish("two", { b: "2" });
  clock.advance(48 * hour);
  const elsewhere = digestOf("of another folder");
  const hex = digest.slice("sha256:".length);
  const path = join(root, "sha256", hex.slice(0, 2), hex.slice(2));
  renameSync(path, `${path}-aside`);
  writeFileSync(path, '{"entries":[] but not any more');
  utimesSync(path, 0, 0);
  const collecting = store.collect({
    referenced: new Set([elsewhere, digest]),
    olderThanSeconds: day,
    dryRun: false,
  });
  await expect(collecting).rejects.toMatchObject({ code: "MLX6004" });
  expect(blobsOf(root).length).toBe(5);
  renameSync(`${path}-aside`, path);
  const referenced = new Set([elsewhere, digest]);
  expect((await store.collect({ referenced, olderThanSeconds: day, dryRun: false })).count).toBe(2);
});

test("once it is aborted nothing more goes", async () => {
  const { root, clock, store, publish } = setUp();
  const files = (part: number) => Array.from({ length: 80 }, (_, n) => [`${n}`, `${part} ${n}`]);
  for (const part of [1, 2, 3, 4, 5]) await publish(`part ${part}`, Object.fromEntries(files(part)));
  clock.advance(48 * hour);
  const all = blobsOf(root).length;
  const options = { referenced: none, olderThanSeconds: day, dryRun: false };
  expect(await store.collect({ ...options, signal: AbortSignal.abort() })).toEqual({ count: 0, bytes: 0 });
  expect(blobsOf(root).length).toBe(all);
  const stop = new AbortController();
  const collecting = store.collect({ ...options, signal: stop.signal });
  while (blobsOf(root).length === all) await setImmediate();
  stop.abort();
  const { count } = await collecting;
  expect(count).toBeGreaterThan(0);
  expect(blobsOf(root).length).toBe(all - count);
  expect(count).toBeLessThan(all);
  expect((await store.collect(options)).count).toBe(all - count);
});

test("without a store there is nothing to collect, and nothing is made", async () => {
  const { root, store } = setUp();
  expect(await store.collect({ referenced: none, olderThanSeconds: day, dryRun: false })).toEqual({
    count: 0,
    bytes: 0,
  });
  expect(existsSync(root)).toBe(false);
});

test("what a collection that died had taken away comes back, and is young", async () => {
  const { folder, root, clock, store, publish } = setUp();
  const { digest } = await publish("one", { a: "1" });
  const hex = digestOf("1").slice("sha256:".length);
  const path = join(root, "sha256", hex.slice(0, 2), hex.slice(2));
  clock.advance(48 * hour);
  renameSync(path, join(root, "tmp", `${hex}.removed`));
  await store.collect({ referenced: none, olderThanSeconds: day, dryRun: false });
  expect(existsSync(path)).toBe(true);
  clock.advance(48 * hour);
  expect((await store.collect({ referenced: none, olderThanSeconds: day, dryRun: false })).count).toBe(1);
  await expect(store.materialise(digest, join(folder, "out"), { readOnly: true })).rejects.toMatchObject({
    code: "MLX6004",
  });
});

test("a publish that takes longer than blobs are kept puts again what was collected under it", async () => {
  const { folder, root, clock, store } = setUp();
  const files = writeTree(join(folder, "slow"), { a: "first", b: "second" });
  const hex = digestOf("first").slice("sha256:".length);
  const first = join(root, "sha256", hex.slice(0, 2), hex.slice(2));
  let collected = false;
  const slow = createArtifactStore({
    folder: root,
    hashCache: createHashCache({ file: join(folder, "hashes.json"), clock }),
    clock: {
      ...clock,
      now: () => {
        if (!collected && existsSync(first)) {
          collected = true;
          clock.advance(48 * hour);
          rmSync(first);
        }
        return clock.now();
      },
    },
  });
  const { digest, size } = await slow.publish(files, limits);
  expect([collected, size]).toEqual([true, "firstsecond".length]);
  await store.materialise(digest, join(folder, "out"), { readOnly: false });
  expect(readTree(join(folder, "out"))).toEqual(readTree(files));
});

test("nothing that is referred to is ever removed", async () => {
  const names = fc.constantFrom("a", "b", "c/d");
  const tree = fc.dictionary(names, fc.constantFrom("1", "2", "3", "4"), { maxKeys: 3 });
  const step = fc.oneof(
    fc.record({ do: fc.constant("publish" as const), tree, keep: fc.boolean() }),
    fc.record({ do: fc.constant("forget" as const), index: fc.nat(5) }),
    fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ do: fc.constant("collect" as const), seconds: fc.constantFrom(0, day) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), async (steps) => {
      const { folder, clock, open } = setUp();
      const kept: { digest: Digest; tree: Tree }[] = [];
      try {
        for (const [index, each] of steps.entries()) {
          if (each.do === "publish") {
            const files = writeTree(join(folder, `files-${index}`), each.tree);
            const { digest } = await open().publish(files, limits);
            if (each.keep) kept.push({ digest, tree: each.tree });
          } else if (each.do === "forget") kept.splice(each.index, 1);
          else if (each.do === "wait") clock.advance(each.hours * hour);
          else
            await open().collect({
              referenced: new Set(kept.map(({ digest }) => digest)),
              olderThanSeconds: each.seconds,
              dryRun: false,
            });
        }
        for (const [index, { digest, tree }] of kept.entries()) {
          const out = join(folder, `out-${index}`);
          await open().materialise(digest, out, { readOnly: false });
          expect(readTree(out)).toEqual(readTree(writeTree(join(folder, `wanted-${index}`), tree)));
        }
      } finally {
        removeTestFolder(folder);
      }
    }),
    { numRuns: 60 },
  );
});

test("a publish in another process is never hurt", async () => {
  const folder = makeTestFolder();
  const root = join(folder, "store");
  const files = join(folder, "files");
  mkdirSync(files);
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("./publish-old-content.ts", import.meta.url)), root, files],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let lines = "";
  child.stdout.on("data", (chunk: Buffer) => {
    lines += chunk.toString();
  });
  const collector = createArtifactStore({
    folder: root,
    clock: systemClock,
    hashCache: createHashCache({ file: join(folder, "collector.json"), clock: systemClock }),
  });
  const ended = once(child, "exit");
  let removed = 0;
  while (child.exitCode === null)
    removed += (await collector.collect({ referenced: none, olderThanSeconds: day, dryRun: false })).count;
  await ended;
  // It looks after each publish whether all of it is there.
  expect(lines).toBe("whole\n".repeat(60));
  expect(removed).toBeGreaterThan(0);
});

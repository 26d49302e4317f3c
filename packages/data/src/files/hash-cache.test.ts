import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestOf } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { makeTestFolder } from "../testing/test-folder.ts";
import { createHashCache } from "./hash-cache.ts";

const day = 24 * 60 * 60 * 1000;

/** `ahead`: how long ago the files were written, as the cache sees it. */
function setUp({ ahead = 60_000, maxEntries = 100 } = {}) {
  const folder = makeTestFolder();
  const clock = createFakeClock(Date.now() + ahead);
  const file = join(folder, "cache/hashes.json");
  const path = join(folder, "data.csv");
  writeFileSync(path, "first");
  const open = () => createHashCache({ file, clock, maxEntries });
  const stats = (of = path) => statSync(of, { bigint: true });
  return { folder, clock, file, path, open, stats };
}

test("what was hashed is known without reading, also to the next process", async () => {
  const { path, open, stats } = setUp();
  const cache = open();
  expect((await cache.hash(path, stats())).digest).toBe(digestOf("first"));
  cache.flush();
  expect(open().lookup(path, stats())).toBe(digestOf("first"));
});

test("a change of the same size with its old modification time is noticed", async () => {
  const { path, open, stats } = setUp();
  const cache = open();
  const before = statSync(path);
  await cache.hash(path, stats());
  // Another tick of the file system's clock, so that the change time differs.
  while (statSync(path).ctimeMs === before.ctimeMs) {
    writeFileSync(path, "FIRST");
    utimesSync(path, before.atime, before.mtime);
  }
  expect(statSync(path).size).toBe(before.size);
  expect(cache.lookup(path, stats())).toBeUndefined();
  expect((await cache.hash(path, stats())).digest).toBe(digestOf("FIRST"));
});

test("a replaced file is noticed", async () => {
  const { folder, path, open, stats } = setUp();
  const cache = open();
  await cache.hash(path, stats());
  writeFileSync(join(folder, "other"), "other");
  expect(cache.lookup(path, stats(join(folder, "other")))).toBeUndefined();
});

test("a file that was touched less than two seconds ago is not remembered", async () => {
  for (const ahead of [-60_000, 0, 1900]) {
    const { path, open, stats } = setUp({ ahead });
    const cache = open();
    await cache.hash(path, stats());
    expect(cache.lookup(path, stats())).toBeUndefined();
  }
});

test("neither is one whose modification time alone is recent", async () => {
  const { path, open, stats, clock } = setUp();
  utimesSync(path, new Date(), new Date(clock.now()));
  const cache = open();
  await cache.hash(path, stats());
  expect(cache.lookup(path, stats())).toBeUndefined();
});

test("a damaged, foreign or missing cache file counts as empty, and is replaced", async () => {
  const { folder, file, path, open, stats } = setUp();
  const good = open();
  await good.hash(path, stats());
  good.flush();
  const content = readFileSync(file, "utf8");
  const damaged = [
    content.slice(0, -10),
    "",
    "null",
    "{}",
    "[2]",
    "[1,2]",
    '[1,"p","s","short",1]',
    content.replace(/"[0-9a-f]{64}"/, "7"),
  ];
  for (const bad of damaged) {
    writeFileSync(file, bad);
    const cache = open();
    expect(cache.lookup(path, stats())).toBeUndefined();
    expect((await cache.hash(path, stats())).digest).toBe(digestOf("first"));
    cache.flush();
    expect(readFileSync(file, "utf8")).toBe(content);
  }
  expect(readdirSync(join(folder, "cache"))).toEqual(["hashes.json"]);
});

test("entries that nobody used for 30 days go, used ones stay", async () => {
  const { folder, clock, path, open, stats } = setUp();
  const other = join(folder, "other");
  writeFileSync(other, "other");
  const first = open();
  await first.hash(path, stats());
  await first.hash(other, stats(other));
  first.flush();
  clock.advance(20 * day);
  const second = open();
  expect(second.lookup(path, stats())).toBeDefined();
  second.flush();
  clock.advance(20 * day);
  const third = open();
  expect(third.lookup(path, stats())).toBeDefined();
  third.flush();
  const fourth = open();
  expect([fourth.lookup(path, stats()), fourth.lookup(other, stats(other))]).toEqual([
    digestOf("first"),
    undefined,
  ]);
});

test("over its limit the longest unused entries go", async () => {
  const { folder, clock, open, stats } = setUp({ maxEntries: 2 });
  const paths = ["a", "b", "c"].map((name) => join(folder, name));
  const cache = open();
  for (const path of paths) {
    writeFileSync(path, path);
    await cache.hash(path, stats(path));
    clock.advance(day);
  }
  cache.flush();
  const next = open();
  expect(paths.map((path) => next.lookup(path, stats(path)) !== undefined)).toEqual([false, true, true]);
});

test("an unchanged cache is not written again, and one that cannot be written does no harm", async () => {
  const { folder, file, path, open, stats } = setUp();
  const cache = open();
  await cache.hash(path, stats());
  cache.flush();
  rmSync(file);
  cache.lookup(path, stats());
  cache.flush();
  expect(readdirSync(join(folder, "cache"))).toEqual([]);
  const blocked = createHashCache({
    file: join(path, "below-a-file"),
    clock: createFakeClock(Date.now() + 60_000),
  });
  expect((await blocked.hash(path, stats())).digest).toBe(digestOf("first"));
  blocked.flush();
});

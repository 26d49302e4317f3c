import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@mlx/store";
import { expect, onTestFinished, test } from "vitest";
import { systemIds } from "./environment.ts";
import { confirmStores, referencesOfOthers, rememberStore } from "./stores-used.ts";

function createFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mlx-stores-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("each store is remembered once for each namespace", async () => {
  const folder = createFolder();
  for (const namespace of ["a", "a/prod", "a"]) await rememberStore(folder, { location: "/x.db", namespace });
  await rememberStore(folder, { location: ":memory:", namespace: "a" });
  expect(JSON.parse(readFileSync(join(folder, "stores.json"), "utf8")).stores).toEqual([
    { location: "/x.db", namespace: "a" },
    { location: "/x.db", namespace: "a/prod" },
  ]);
});

test("another store is asked for what it refers to; one that is gone is a problem, and is not made", async () => {
  const folder = createFolder();
  const [own = "", other = "", gone = ""] = ["own.db", "other.db", "gone.db"].map((name) =>
    join(folder, name),
  );
  const self = { location: own, namespace: "a" };
  for (const location of [own, other]) {
    const store = await openStore({ url: location, namespace: "a", ids: systemIds });
    await rememberStore(folder, store);
    await store.close();
  }
  expect(await referencesOfOthers(folder, self)).toEqual(new Set());
  await rememberStore(folder, { location: gone, namespace: "a" });
  for (const _again of [1, 2])
    expect(await referencesOfOthers(folder, self)).toEqual({
      problem: expect.stringMatching(/gone\.db uses the artifacts too.*no such file/),
    });
});

test("a damaged list is a problem, and is left as it is", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "stores.json"), "{");
  await rememberStore(folder, { location: "/x.db", namespace: "a" });
  expect(readFileSync(join(folder, "stores.json"), "utf8")).toBe("{");
  expect(await referencesOfOthers(folder, { location: "/x.db", namespace: "a" })).toEqual({
    problem: expect.stringContaining("damaged"),
  });
});

const x = { location: "/x.db", namespace: "a" };
const read = (folder: string) => JSON.parse(readFileSync(join(folder, "stores.json"), "utf8"));

/** A state folder of an older mlx. */
function createOlderFolder(): string {
  const folder = createFolder();
  mkdirSync(join(folder, "cas", "blobs"), { recursive: true });
  return folder;
}

test("many at once are all remembered", async () => {
  const folder = createFolder();
  const names = Array.from({ length: 20 }, (_, index) => `n${index}`);
  await Promise.all(names.map((namespace) => rememberStore(folder, { location: "/x.db", namespace })));
  const stores: readonly { readonly namespace: string }[] = read(folder).stores;
  expect(stores.map(({ namespace }) => namespace).sort()).toEqual(names.sort());
});

test("a list that is made beside artifacts is not complete until somebody says so", async () => {
  const folder = createOlderFolder();
  await rememberStore(folder, x);
  expect(read(folder)).toEqual({ version: 1, complete: false, stores: [x] });
  await rememberStore(folder, { ...x, namespace: "b" });
  expect(read(folder).complete).toBe(false);
  expect(await referencesOfOthers(folder, x)).toEqual({
    problem: expect.stringMatching(/known are \/x\.db\. .*mlx gc --stores-are-known/),
  });
  expect(await referencesOfOthers(folder, x, { storesAreKnown: true })).toEqual(new Set());
  expect(read(folder).complete).toBe(false);
  await confirmStores(folder);
  expect(read(folder)).not.toHaveProperty("complete");
  expect(await referencesOfOthers(folder, x)).toEqual(new Set());
});

test("one that is removed while a daemon runs is made again, and is not complete", async () => {
  const folder = createFolder();
  await rememberStore(folder, x);
  expect(await referencesOfOthers(folder, x)).toEqual(new Set());
  mkdirSync(join(folder, "cas", "blobs"), { recursive: true });
  rmSync(join(folder, "stores.json"));
  expect(await referencesOfOthers(folder, x)).toEqual({
    problem: expect.stringContaining("known are /x.db"),
  });
  expect(read(folder)).toEqual({ version: 1, complete: false, stores: [x] });
});

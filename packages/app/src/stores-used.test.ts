import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "@mlx/store";
import { expect, onTestFinished, test } from "vitest";
import { systemIds } from "./environment.ts";
import { referencesOfOthers, rememberStore } from "./stores-used.ts";

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
  const [own, other, gone] = ["own.db", "other.db", "gone.db"].map((name) => join(folder, name));
  for (const location of [own, other]) {
    const store = await openStore({ url: location ?? "", namespace: "a", ids: systemIds });
    await rememberStore(folder, store);
    await store.close();
  }
  expect(await referencesOfOthers(folder, own ?? "")).toEqual(new Set());
  await rememberStore(folder, { location: gone ?? "", namespace: "a" });
  for (const _again of [1, 2])
    expect(await referencesOfOthers(folder, own ?? "")).toEqual({
      problem: expect.stringMatching(/gone\.db uses the artifacts too.*no such file/),
    });
});

test("a damaged list is a problem, and is left as it is", async () => {
  const folder = createFolder();
  writeFileSync(join(folder, "stores.json"), "{");
  await rememberStore(folder, { location: "/x.db", namespace: "a" });
  expect(readFileSync(join(folder, "stores.json"), "utf8")).toBe("{");
  expect(await referencesOfOthers(folder, "/x.db")).toEqual({ problem: expect.stringContaining("damaged") });
});

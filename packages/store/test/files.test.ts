import { mkdir, open, readFile, stat, truncate, writeFile } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { createFakeIds } from "@mlx/core/testing";
import { describe, expect, it } from "vitest";
import { openStore } from "../src/index.ts";
import { commitOf, put } from "../src/testing/samples.ts";
import { temporaryFolder } from "./temporary-folder.ts";

describe("files", () => {
  const folder = temporaryFolder();
  const openAt = (url: string) => openStore({ url, namespace: "test", ids: createFakeIds() });

  async function makeStore(path: string): Promise<void> {
    const store = await openAt(path);
    const writes = Array.from({ length: 500 }, (_, index) => put(index, `r${index}`));
    await store.applies.commit(commitOf(0, writes));
    await store.close();
  }

  async function expectUntouched(path: string, failure: object): Promise<void> {
    const before = await readFile(path);
    await expect(openAt(path)).rejects.toMatchObject(failure);
    expect(await readFile(path)).toEqual(before);
  }

  it("makes a file with its folders, for its owner's eyes alone", async () => {
    const path = folder.path("a", "b", "mlx.db");
    const store = await openAt(`sqlite:${path}`);
    expect(store.location).toBe(path);
    await store.close();
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe("600");
  });

  it("leaves one file behind when it is closed", async () => {
    const path = folder.path("mlx.db");
    await makeStore(path);
    await expect(stat(`${path}-wal`)).rejects.toMatchObject({ code: "ENOENT" });
    const store = await openAt(path);
    expect((await store.resources.heads()).heads).toHaveLength(500);
    // On a connection of their own.
    expect(store.version()).not.toBe("");
    expect(await store.resources.getById("none")).toBeUndefined();
    await store.close();
  });

  it("is made in an empty file", async () => {
    const path = folder.path("mlx.db");
    await writeFile(path, "");
    await makeStore(path);
    expect((await stat(path)).size).toBeGreaterThan(0);
  });

  it("refuses a file that is not a database", async () => {
    const path = folder.path("mlx.db");
    await writeFile(path, "project: retail\n".repeat(1000));
    await expectUntouched(path, {
      code: "MLX5002",
      summary: expect.stringContaining(path),
      detail: "It is not an SQLite database. The file was left untouched.",
    });
  });

  it("refuses another program's database", async () => {
    const path = folder.path("mlx.db");
    const database = new DatabaseSync(path);
    database.exec("create table notes (text)");
    database.close();
    await expectUntouched(path, {
      code: "MLX5002",
      detail: expect.stringContaining("another program"),
    });
  });

  it("refuses a store of a newer version", async () => {
    const path = folder.path("mlx.db");
    await makeStore(path);
    const database = new DatabaseSync(path);
    database.exec("pragma user_version = 99");
    database.close();
    await expectUntouched(path, {
      code: "MLX5001",
      detail: expect.stringMatching(/^Its schema has version 99; .* up to \d+\. Nothing was changed\.$/),
      next: [expect.stringContaining("upgrade mlx")],
    });
  });

  it("tells a damaged store from an intact one when it meets the damage", async () => {
    const path = folder.path("mlx.db");
    await makeStore(path);
    const { size } = await stat(path);
    const file = await open(path, "r+");
    for (let page = 4096 * 160; page < size; page += 4096)
      await file.write(Buffer.alloc(64, 0xff), 0, 64, page);
    await file.close();
    const damaged = async () => {
      const store = await openAt(path);
      try {
        await store.resources.list();
      } finally {
        await store.close();
      }
    };
    const before = await readFile(path);
    await expect(damaged()).rejects.toMatchObject({
      code: "MLX5002",
      detail: expect.stringMatching(/^It is damaged\. SQLite's check says: .*left untouched\.$/s),
      next: [expect.stringContaining("backup"), expect.stringContaining("`mlx apply`")],
    });
    expect(await readFile(path)).toEqual(before);
  });

  it("tells of a store that was cut short", async () => {
    const path = folder.path("mlx.db");
    await makeStore(path);
    await truncate(path, 20_000);
    const cut = async () => {
      const store = await openAt(path);
      try {
        await store.resources.list();
      } finally {
        await store.close();
      }
    };
    await expect(cut()).rejects.toMatchObject({ code: "MLX5002" });
    expect((await stat(path)).size).toBe(20_000);
  });

  it("says that a folder, or a path through a file, cannot be opened", async () => {
    await mkdir(folder.path("mlx.db"));
    await expect(openAt(folder.path("mlx.db"))).rejects.toMatchObject({ code: "MLX5005" });
    await writeFile(folder.path("file"), "");
    await expect(openAt(folder.path("file", "mlx.db"))).rejects.toMatchObject({ code: "MLX5005" });
  });

  it("gives up on a store that another holds for too long", async () => {
    const path = folder.path("mlx.db");
    await makeStore(path);
    const holder = new DatabaseSync(path);
    holder.exec("begin immediate");
    const store = await openAt(path);
    const commit = store.applies.commit(commitOf(1, []));
    const reader = await openAt(path);
    expect((await reader.resources.heads()).serial).toBe(1);
    await expect(commit).rejects.toMatchObject({ code: "MLX5003" });
    holder.exec("rollback");
    holder.close();
    expect((await store.applies.commit(commitOf(1, []))).serial).toBe(2);
    await reader.close();
    await store.close();
  });
});

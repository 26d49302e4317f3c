import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatasetFormat, DatasetSpec } from "@mlx/core";
import { digestOf, digestOfJson } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { describe, expect, test } from "vitest";
import { createDatasetReader, createHashCache } from "../src/index.ts";
import { makeTestFolder, type Tree, writeTree } from "../src/testing/test-folder.ts";

function setUp(tree: Tree) {
  const root = writeTree(join(makeTestFolder(), "project"), tree);
  const clock = createFakeClock(Date.now() + 60_000);
  const hashCache = createHashCache({ file: join(root, ".mlx/hashes.json"), clock });
  const [profileFolder, windowFolder] = [join(root, ".mlx/profiles"), join(root, ".mlx/windows")];
  const reader = createDatasetReader({ root, hashCache, profileFolder, windowFolder, clock });
  return { root, reader };
}

function dataset(path: string, format: DatasetFormat = "csv"): DatasetSpec {
  const lifecycle = { protect: false, ignore: [] };
  return { path, format, tags: {}, enabled: true, lifecycle, dependsOn: [] };
}

function batches(path: string): DatasetSpec {
  return { ...dataset(path), batches: "latest" };
}

describe("files and fingerprint", () => {
  test("a file is named by its base name, wherever it lies", async () => {
    const { root, reader } = setUp({ "data/sales.csv": "a,b\n1,2\n", "project.txt": "x" });
    utimesSync(join(root, "data/sales.csv"), 1, 1_700_000_000.123);
    const fingerprint = digestOfJson([["sales.csv", digestOf("a,b\n1,2\n")]]);
    const files = [
      {
        name: "sales.csv",
        path: join(root, "data/sales.csv"),
        size: 8,
        modifiedAt: statSync(join(root, "data/sales.csv")).mtimeMs,
      },
    ];
    const paths = [
      "data/sales.csv",
      "./data/sales.csv",
      "../project/data/sales.csv",
      join(root, "data/sales.csv"),
    ];
    for (const path of paths) expect(await reader.fingerprint(dataset(path))).toEqual({ fingerprint, files });
  });

  test("a folder holds the files of its format, at any depth, sorted, without the hidden ones", async () => {
    const { root, reader } = setUp({
      "data/b.csv": "b",
      "data/a/z.CSV": "z",
      "data/a.csv.gz": "gz",
      "data/notes.txt": "",
      "data/x.parquet": "",
      "data/.hidden.csv": "",
      "data/.git/x.csv": "",
      "data/_SUCCESS": "",
      "elsewhere/linked.csv": "linked",
    });
    symlinkSync(join(root, "elsewhere"), join(root, "data/link"));
    symlinkSync(join(root, "elsewhere/linked.csv"), join(root, "data/link.csv"));
    const { fingerprint, files } = await reader.fingerprint(dataset("data"));
    expect(files.map(({ name }) => name)).toEqual([
      "a.csv.gz",
      "a/z.CSV",
      "b.csv",
      "link.csv",
      "link/linked.csv",
    ]);
    expect(fingerprint).toBe(
      digestOfJson([
        ["a.csv.gz", digestOf("gz")],
        ["a/z.CSV", digestOf("z")],
        ["b.csv", digestOf("b")],
        ["link.csv", digestOf("linked")],
        ["link/linked.csv", digestOf("linked")],
      ]),
    );
    expect((await reader.fingerprint(dataset("data", "parquet"))).files.map(({ name }) => name)).toEqual([
      "x.parquet",
    ]);
  });

  test("a glob takes what it matches, named from its fixed part on", async () => {
    const { reader } = setUp({
      "data/2025/sales-1.csv": "1",
      "data/2026/sales-2.csv": "2",
      "data/2026/deep/sales-3.csv": "3",
      "data/2026/other.csv": "",
      "data/2026/.sales-4.csv": "",
      "data/2026/sales-5.txt": "5",
    });
    const names = async (path: string) =>
      (await reader.fingerprint(dataset(path))).files.map(({ name }) => name);
    expect(await names("data/*/sales-*.csv")).toEqual(["2025/sales-1.csv", "2026/sales-2.csv"]);
    expect(await names("data/2026/**/sales-*.csv")).toEqual(["deep/sales-3.csv", "sales-2.csv"]);
    expect(await names("data/2026/sales-*")).toEqual(["sales-2.csv", "sales-5.txt"]);
    expect(await names("data/{2025,2026}/sales-?.csv")).toEqual(["2025/sales-1.csv", "2026/sales-2.csv"]);
    expect(await names("./data/../data/202[5]/*.csv")).toEqual(["2025/sales-1.csv"]);
  });

  test("a path that exists is not a glob", async () => {
    const { reader } = setUp({ "data[1].csv": "literal", "data1.csv": "matched" });
    expect((await reader.fingerprint(dataset("data[1].csv"))).files.map(({ name }) => name)).toEqual([
      "data[1].csv",
    ]);
  });

  test("content, names and number of files take part; times do not", async () => {
    const { root, reader } = setUp({ "data/a.csv": "1", "data/b.csv": "2" });
    const of = async () => (await reader.fingerprint(dataset("data"))).fingerprint;
    const first = await of();
    utimesSync(join(root, "data/a.csv"), 1, 1);
    expect(await of()).toBe(first);
    writeFileSync(join(root, "data/a.csv"), "3");
    const changed = await of();
    rmSync(join(root, "data/b.csv"));
    const fewer = await of();
    writeTree(root, { "data/c.csv": "2" });
    const renamed = await of();
    expect(new Set([first, changed, fewer, renamed]).size).toBe(4);
  });
});

describe("batches: latest", () => {
  const older = "20260101T020000Z-1a2b3c4d";
  const newer = "20260102T020000Z-0b2b3c4d";

  test("takes the newest batch, its files named relative to it", async () => {
    const { root, reader } = setUp({
      [`out/${older}/part.csv`]: "old",
      [`out/${newer}/deep/part.csv`]: "new",
      [`out/${newer}/notes.txt`]: "",
      [`out/.${newer}.tmp/x.csv`]: "",
      "out/zzz/x.csv": "",
    });
    const { fingerprint, files } = await reader.fingerprint(batches("out"));
    expect(files.map(({ name, path }) => [name, path])).toEqual([
      ["deep/part.csv", join(root, `out/${newer}/deep/part.csv`)],
    ]);
    expect(fingerprint).toBe(digestOfJson([["deep/part.csv", digestOf("new")]]));
    expect((await reader.fingerprint(dataset("out"))).files).toHaveLength(3);
  });

  test("a newer batch with the same content is the same data", async () => {
    const { root, reader } = setUp({ [`out/${older}/part.csv`]: "a" });
    const { fingerprint } = await reader.fingerprint(batches("out"));
    writeTree(root, { [`out/${newer}/part.csv`]: "a" });
    const now = await reader.fingerprint(batches("out"));
    expect([now.fingerprint, now.files[0]?.path]).toEqual([fingerprint, join(root, `out/${newer}/part.csv`)]);
  });

  test("6101 while there is no batch yet, and for a batch without files of the format", async () => {
    const { root, reader } = setUp({ "out/README": "" });
    await expect(reader.fingerprint(batches("out"))).rejects.toMatchObject({ code: "MLX6101" });
    await expect(reader.fingerprint(batches("nowhere"))).rejects.toMatchObject({ code: "MLX6101" });
    writeTree(root, { [`out/${older}/part.csv`]: "a", [`out/${newer}/part.parquet`]: "" });
    await expect(reader.fingerprint(batches("out"))).rejects.toMatchObject({
      code: "MLX6101",
      detail: expect.stringContaining(join(root, "out", newer)),
    });
  });

  test("6104 for files that are in no batch, for a file and for a glob", async () => {
    const { root, reader } = setUp({ "data/a.csv": "" });
    await expect(reader.fingerprint(batches("data"))).rejects.toMatchObject({
      code: "MLX6104",
      summary: "the newest batch of data cannot be told: it holds files but no batch",
      detail: `\`batches: latest\` looks in ${join(root, "data")} for folders such as 20260101T020000Z-1a2b3c4d, which runs write.`,
    });
    await expect(reader.fingerprint(batches("data/a.csv"))).rejects.toMatchObject({ code: "MLX6104" });
    await expect(reader.fingerprint(batches("data/*.csv"))).rejects.toMatchObject({ code: "MLX6104" });
  });
});

describe("what is not there, or not readable", () => {
  test("6101 shows the absolute path, and the name that is spelt almost alike", async () => {
    const { root, reader } = setUp({ "data/retail.csv": "", "data/orders.csv": "" });
    await expect(reader.fingerprint(dataset("data/retial.csv"))).rejects.toMatchObject({
      code: "MLX6101",
      summary: "there is no file or folder data/retial.csv",
      detail: `Looked for ${join(root, "data/retial.csv")}.`,
      next: [
        `did you mean ${join(root, "data/retail.csv")}?`,
        "put the data there, or correct the dataset's `path`",
      ],
    });
    await expect(reader.fingerprint(dataset("daat/deep/retail.csv"))).rejects.toMatchObject({
      code: "MLX6101",
      detail: `Looked for ${join(root, "daat/deep/retail.csv")}. The nearest folder that exists is ${root}.`,
      next: [`did you mean ${join(root, "data/deep/retail.csv")}?`, expect.anything()],
    });
    await expect(reader.fingerprint(dataset("data/retail.csv/x.csv"))).rejects.toMatchObject({
      code: "MLX6101",
      detail: `Looked for ${join(root, "data/retail.csv/x.csv")}. The nearest folder that exists is ${join(root, "data")}.`,
      next: [expect.stringContaining("put the data there")],
    });
    await expect(reader.profile(dataset("nothing-like-it.csv"))).rejects.toMatchObject({
      code: "MLX6101",
      next: ["put the data there, or correct the dataset's `path`"],
    });
  });

  test("6101 for a folder or a glob without a match says what was looked for", async () => {
    const { root, reader } = setUp({ "data/notes.txt": "" });
    await expect(reader.fingerprint(dataset("data", "jsonl"))).rejects.toMatchObject({
      code: "MLX6101",
      summary: "no file matches data",
      detail: `Looked for *.jsonl, *.jsonl.gz, *.ndjson, *.ndjson.gz in ${join(root, "data")}; hidden files do not count.`,
    });
    await expect(reader.fingerprint(dataset("data/*/x-*.csv"))).rejects.toMatchObject({
      code: "MLX6101",
      detail: `Looked for */x-*.csv in ${join(root, "data")}; hidden files do not count.`,
    });
    await expect(reader.fingerprint(dataset("dada/*.csv"))).rejects.toMatchObject({
      code: "MLX6101",
      next: [`did you mean ${join(root, "data")}?`, expect.anything()],
    });
  });

  test("6102 for what is no file and no folder", async () => {
    const { root, reader } = setUp({ "data/a.csv": "" });
    execFileSync("mkfifo", [join(root, "pipe.csv")]);
    await expect(reader.fingerprint(dataset("pipe.csv"))).rejects.toMatchObject({
      code: "MLX6102",
      summary: `the data file ${join(root, "pipe.csv")} cannot be read`,
    });
    symlinkSync("loop.csv", join(root, "loop.csv"));
    await expect(reader.fingerprint(dataset("loop.csv"))).rejects.toMatchObject({ code: "MLX6102" });
    symlinkSync("nothing", join(root, "data/broken.csv"));
    await expect(reader.fingerprint(dataset("data"))).rejects.toMatchObject({
      code: "MLX6102",
      summary: expect.stringContaining("broken.csv"),
    });
    rmSync(join(root, "data/broken.csv"));
    symlinkSync("..", join(root, "data/up"));
    await expect(reader.fingerprint(dataset("data"))).rejects.toMatchObject({ code: "MLX6102" });
  });

  test("6102 for a file that may not be read", async ({ skip }) => {
    if (process.getuid?.() === 0) skip("root may read every file");
    const { root, reader } = setUp({ "data/a.csv": "" });
    mkdirSync(join(root, "locked"), { mode: 0o000 });
    expect(statSync(join(root, "locked")).mode & 0o777).toBe(0);
    await expect(reader.fingerprint(dataset("locked"))).rejects.toMatchObject({ code: "MLX6102" });
  });
});

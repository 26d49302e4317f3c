import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { DatasetFormat } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { expect, test } from "vitest";
import { createDatasetReader, createHashCache } from "../src/index.ts";
import { makeTestFolder, type Tree, writeTree } from "../src/testing/test-folder.ts";

const day = 24 * 60 * 60 * 1000;

function setUp(tree: Tree) {
  const root = writeTree(join(makeTestFolder(), "project"), tree);
  const clock = createFakeClock(Date.now() + 60_000);
  const profileFolder = join(root, ".mlx/profiles");
  const hashCache = createHashCache({ file: join(root, ".mlx/hashes.json"), clock });
  const windowFolder = join(root, ".mlx/windows");
  const reader = createDatasetReader({ root, hashCache, profileFolder, windowFolder, clock });
  const profile = (path: string, format: DatasetFormat = "csv") =>
    reader.profile({
      path,
      format,
      tags: {},
      enabled: true,
      lifecycle: { protect: false, ignore: [] },
      dependsOn: [],
    });
  return { root, clock, profileFolder, profile };
}

const columns = (types: { readonly [name: string]: string }) =>
  Object.entries(types).map(([name, type]) => ({ name, type }));

test("rows and columns of CSV, also compressed, in several files, and with odd names", async () => {
  const { profile } = setUp({
    "a.csv": "id,name,when\n1,x,2026-01-01\n2,y,2026-01-02\n",
    "z.csv.gz": gzipSync("id;name\n1;x\n"),
    "many/x=1/it's [1].csv": "id,name\n1,x\n",
    "many/y.csv": "id,extra\n2,0.5\n3,1\n",
    "header.csv": "id,name\n",
    "one.csv": '"price, EUR"\n1\n2\n',
  });
  expect(await profile("a.csv")).toEqual({
    rows: 2,
    columns: columns({ id: "BIGINT", name: "VARCHAR", when: "DATE" }),
  });
  expect(await profile("z.csv.gz")).toEqual({ rows: 1, columns: columns({ id: "BIGINT", name: "VARCHAR" }) });
  expect(await profile("one.csv")).toEqual({ rows: 2, columns: columns({ "price, EUR": "BIGINT" }) });
  expect(await profile("many")).toEqual({
    rows: 3,
    columns: columns({ id: "BIGINT", name: "VARCHAR", extra: "DOUBLE" }),
  });
  expect(await profile("header.csv")).toEqual({
    rows: 0,
    columns: columns({ id: "VARCHAR", name: "VARCHAR" }),
  });
});

test("lines that end with CRLF, and lines appended with LF", async () => {
  const rows = Array.from({ length: 3000 }, (_, index) => `${index},"say ""hi"""\r\n`).join("");
  const mixed = `id,name\r\n${rows}7,"x\r\ny"\n8,5" pipe\r\n9,z\n`;
  const { profile, profileFolder } = setUp({
    "a.csv": mixed,
    "z.csv.gz": gzipSync("id\tname\n1\tx\r\n"),
    "few.csv": `id,name\r\n${rows}7\n`,
    "open.csv": `id,name\r\n${rows}1,x\n2,"y\n`,
  });
  const known = columns({ id: "BIGINT", name: "VARCHAR" });
  expect(await profile("a.csv")).toEqual({ rows: 3003, columns: known });
  expect(await profile("z.csv.gz")).toEqual({ rows: 1, columns: known });
  expect(readdirSync(profileFolder).filter((name) => name.startsWith("lines-"))).toEqual([]);
  await expect(profile("few.csv")).rejects.toMatchObject({
    code: "MLX6103",
    summary: "few.csv, line 3002 cannot be read as csv",
    detail: expect.stringMatching(/\nFile: (?!.*lines-).*few\.csv$/),
  });
  await expect(profile("open.csv")).rejects.toMatchObject({
    code: "MLX6103",
    summary: "open.csv, line 3003 cannot be read as csv",
  });
});

test("a value that fits no guess of the first rows widens the column's type", async () => {
  const rows = Array.from({ length: 30_000 }, (_, index) => `${index},${index}\n`).join("");
  const { profile } = setUp({ "late.csv": `a,b\n${rows}unknown,1\n` });
  expect(await profile("late.csv")).toEqual({
    rows: 30_001,
    columns: columns({ a: "VARCHAR", b: "BIGINT" }),
  });
});

test("rows and columns of JSON lines", async () => {
  const { profile } = setUp({
    "x.jsonl": '{"a":1,"b":"x"}\n{"a":2}\n',
    "y.ndjson.gz": gzipSync('{"a":[1,2]}\n'),
  });
  expect(await profile("x.jsonl", "jsonl")).toEqual({
    rows: 2,
    columns: columns({ a: "BIGINT", b: "VARCHAR" }),
  });
  expect(await profile("y.ndjson.gz", "jsonl")).toEqual({ rows: 1, columns: columns({ a: "BIGINT[]" }) });
});

test("rows and columns of Parquet", async () => {
  const { root, profile } = setUp({});
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(
    `COPY (SELECT range AS id, 'x' AS name FROM range(1000)) TO '${join(root, "x.parquet")}' (FORMAT parquet)`,
  );
  connection.closeSync();
  expect(await profile("x.parquet", "parquet")).toEqual({
    rows: 1000,
    columns: columns({ id: "BIGINT", name: "VARCHAR" }),
  });
});

test("what cannot be parsed is 6103 with file and line", async () => {
  const rows = Array.from({ length: 30_000 }, (_, index) => `${index},${index}\n`).join("");
  const { root, profile } = setUp({
    "early.csv": "a,b\n1,2\n3,4\n5\n",
    "late.csv": `a,b\n${rows}1,2,3\n`,
    "latin1.csv": Buffer.from("a,b\ncafé,1\n", "latin1"),
    "binary.csv": Uint8Array.from({ length: 2000 }, (_, index) => index % 256),
    "broken.jsonl": '{"a":1}\n{"a":2}\n{"a":\n{"a":4}\n',
    "short.parquet": "not parquet",
    "long.parquet": "not parquet, but longer than its smallest size",
    "two/a.csv": "a,b\n1,2\n",
    "two/b.csv": "a,b\n1,2\n3,4\n5\n",
    "uneven.csv.gz": gzipSync("a;b\n1;2\n3\n"),
    "two/c.csv": "a,b\n1,2\n",
  });
  const problem = async (path: string, format: DatasetFormat = "csv") =>
    profile(path, format).then(
      () => "parsed",
      ({ code, summary, detail }) => ({ code, summary, file: detail.split("File: ")[1] }),
    );
  const failure = (path: string, summary: string) => ({ code: "MLX6103", summary, file: join(root, path) });
  expect(await problem("early.csv")).toEqual(failure("early.csv", "early.csv, line 4 cannot be read as csv"));
  expect(await problem("late.csv")).toEqual(
    failure("late.csv", "late.csv, line 30002 cannot be read as csv"),
  );
  expect(await problem("latin1.csv")).toEqual(
    failure("latin1.csv", "latin1.csv, line 2 cannot be read as csv"),
  );
  expect(await problem("binary.csv")).toEqual(failure("binary.csv", "binary.csv cannot be read as csv"));
  expect(await problem("broken.jsonl", "jsonl")).toEqual(
    failure("broken.jsonl", "broken.jsonl, line 3 cannot be read as jsonl"),
  );
  expect(await problem("short.parquet", "parquet")).toEqual(
    failure("short.parquet", "short.parquet cannot be read as parquet"),
  );
  expect(await problem("long.parquet", "parquet")).toEqual(
    failure("long.parquet", "long.parquet cannot be read as parquet"),
  );
  expect(await problem("uneven.csv.gz")).toEqual(
    failure("uneven.csv.gz", "uneven.csv.gz, line 3 cannot be read as csv"),
  );
  expect(await problem("two")).toEqual(failure("two/b.csv", "b.csv, line 4 cannot be read as csv"));
});

test("a profile is made once per content, made again when damaged, and goes after half a year", async () => {
  const { root, clock, profileFolder, profile } = setUp({ "a.csv": "id\n1\n" });
  const first = await profile("a.csv");
  const [file = ""] = readdirSync(profileFolder);
  writeFileSync(join(profileFolder, file), JSON.stringify({ rows: 99, columns: [] }));
  expect(await profile("a.csv")).toEqual({ rows: 99, columns: [] });
  for (const damaged of ["", "{", "{}", '{"rows":1,"columns":[1]}']) {
    writeFileSync(join(profileFolder, file), damaged);
    expect(await profile("a.csv")).toEqual(first);
  }
  clock.advance(200 * day);
  writeFileSync(join(root, "a.csv"), "id\n1\n2\n");
  expect((await profile("a.csv")).rows).toBe(2);
  expect(readdirSync(profileFolder)).not.toContain(file);
});

const retail = join(import.meta.dirname, "../../../../shared/data/retail/retail.csv");

test("the retail data has 6,435 rows and 11 columns", async ({ skip }) => {
  if (!existsSync(retail)) skip("../shared/data/retail/retail.csv is not there");
  const { profile } = setUp({});
  const { rows, columns } = await profile(retail);
  expect(rows).toBe(6435);
  expect(columns.length).toBe(11);
  expect(columns.slice(0, 4)).toEqual([
    { name: "date", type: "DATE" },
    { name: "store", type: "BIGINT" },
    { name: "storeType", type: "VARCHAR" },
    { name: "weeklySales", type: "DOUBLE" },
  ]);
});

import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { type DatasetSpec, digestOf, digestOfJson, MlxError } from "@mlx/core";
import { createFakeClock } from "@mlx/core/testing";
import { describe, expect, test } from "vitest";
import { withDuckdb } from "../src/datasets/open-duckdb.ts";
import { createDatasetReader, createHashCache } from "../src/index.ts";
import { makeTestFolder, type Tree, writeTree } from "../src/testing/test-folder.ts";

const day = 24 * 60 * 60 * 1000;
const january = { start: "2025-12-31T23:59:59Z", end: "2026-01-31T00:00:00Z" };

function setUp(tree: Tree = {}) {
  const root = writeTree(join(makeTestFolder(), "project"), tree);
  const clock = createFakeClock(Date.now() + 60_000);
  const windowFolder = join(root, ".mlx/windows");
  const reader = createDatasetReader({
    root,
    hashCache: createHashCache({ file: join(root, ".mlx/hashes.json"), clock }),
    profileFolder: join(root, ".mlx/profiles"),
    windowFolder,
    clock,
  });
  const cut = async (
    spec: Partial<DatasetSpec> & Pick<DatasetSpec, "path">,
    range = january,
    signal?: AbortSignal,
  ) => {
    const whole = { ...common, format: "csv", timestampColumn: "at", ...spec } as const;
    const found = await reader.window(whole, range, signal);
    const [file] = found.files;
    if (file === undefined || found.files.length > 1) expect.fail("a window is one file");
    const bytes = readFileSync(file.path);
    const text = (file.name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    return { rows: found.rows, name: file.name, text, file, fingerprint: found.fingerprint };
  };
  const failure = async (...words: Parameters<typeof cut>) => {
    const error = await cut(...words).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof MlxError)) expect.fail(`no failure: ${error}`);
    const { code, summary, detail, next } = error;
    return { code, summary, detail, next };
  };
  return { root, clock, reader, windowFolder, cut, failure };
}

const common = {
  tags: {},
  enabled: true,
  lifecycle: { protect: false, ignore: [] },
  dependsOn: [],
} as const;

describe("csv", () => {
  test("rows after the start and up to the end, in their order", async () => {
    const { cut } = setUp({
      "a.csv":
        "id,at\n1,2025-12-31T23:59:59Z\n2,2026-01-31T00:00:00Z\n3,2026-01-31T00:00:01Z\n4,2026-01-01\n5,2025-12-31\n",
    });
    const { rows, name, text } = await cut({ path: "a.csv" });
    expect({ rows, name, text }).toEqual({
      rows: 2,
      name: "a.csv",
      text: "id,at\n2,2026-01-31T00:00:00Z\n4,2026-01-01\n",
    });
  });

  test("cells come out as they are written, and so does the header", async () => {
    const content = [
      'a;a;;"x;y";at',
      '007;"";1.50;"say ""hi""";2026-01-01',
      '"# no comment";NULL;;1e3;2026-01-02',
      '" padded ";"two\nlines";null;=1+1;2026-01-03',
      "",
    ].join("\n");
    const { cut } = setUp({ "a.csv": content });
    const { rows, text } = await cut({ path: "a.csv" });
    expect({ rows, text }).toEqual({ rows: 3, text: content.replace('" padded "', " padded ") });
  });

  test("single quotes are part of a text", async () => {
    const content = "a,at\n'x',2026-01-01\n'tis,2026-01-02\n";
    const { cut } = setUp({ "a.csv": content, "b.csv": "a,at\n'x',2026-01-01\n" });
    expect((await cut({ path: "a.csv" })).text).toBe(content);
    expect((await cut({ path: "b.csv" })).text).toBe("a,at\n'x',2026-01-01\n");
  });

  test("tabs stay tabs, CRLF becomes LF, what was compressed is compressed again", async () => {
    const { cut } = setUp({ "a.csv.gz": gzipSync("id\tat\r\n1\t2026-01-05\r\n2\t2026-02-05\r\n") });
    expect(await cut({ path: "a.csv.gz" })).toMatchObject({
      rows: 1,
      name: "a.csv.gz",
      text: "id\tat\n1\t2026-01-05\n",
    });
  });

  test("where CRLF and LF both end lines, cells come out as they are written", async () => {
    const { cut, failure } = setUp({
      "a.csv":
        'at,text\r\n2026-01-05,"say ""hi"""\r\n2026-01-06,"x\r\ny"\n2027-01-01,z\r\n2026-01-07,"5"" pipe"\n',
      "few.csv": "at,text\r\n2026-01-05,x\r\n2026-01-06\n",
    });
    expect(await cut({ path: "a.csv" })).toMatchObject({
      rows: 3,
      name: "a.csv",
      text: 'at,text\n2026-01-05,"say ""hi"""\n2026-01-06,"x\r\ny"\n2026-01-07,"5"" pipe"\n',
    });
    expect(await failure({ path: "few.csv" })).toMatchObject({
      code: "MLX6103",
      summary: "few.csv, line 3 cannot be read as csv",
    });
  });

  test("several files become one, with the columns of each by name", async () => {
    const { cut } = setUp({
      "many/a.csv": "id,at\n1,2026-01-01\n2,2027-01-01\n",
      "many/b.csv": "at;id;extra\n2026-01-02;3;x,y\n",
      "many/c.csv": "",
      "many/d.csv": "id,at\n",
      "many/e.csv": "id,at\n5,2026-01-03\n",
    });
    expect(await cut({ path: "many" })).toMatchObject({
      rows: 3,
      name: "window.csv",
      text: 'id,at,extra\n1,2026-01-01,\n3,2026-01-02,"x,y"\n5,2026-01-03,\n',
    });
    expect(await cut({ path: "many/[ae].csv" })).toMatchObject({
      rows: 2,
      text: "id,at\n1,2026-01-01\n5,2026-01-03\n",
    });
  });

  test("of batches the newest counts", async () => {
    const { cut } = setUp({
      "out/20260101T020000Z-1a2b3c4d/p.csv": "at\n2026-01-01\n",
      "out/20260102T020000Z-1a2b3c4d/p.csv": "at\n2026-01-02\n",
    });
    expect(await cut({ path: "out", batches: "latest" })).toMatchObject({
      name: "p.csv",
      text: "at\n2026-01-02\n",
    });
  });

  test.each([
    {
      written: "ISO 8601",
      inside: [
        "2026-01-01",
        "2026-01-01 00:00",
        "2026-01-01T00:00:00.000001",
        "2026-01-01T01:00:00+0100",
        "2025-12-31 23:00:00-01",
        "2025-12-31T23:59:59.001Z",
      ],
      outside: ["2025-12-31T23:59:59.000Z", "2026-01-01T00:59:59+01:00", "2026-01-31T00:00:00.001Z"],
    },
    {
      written: "numbers since 1970, of whatever unit",
      inside: [
        "1767225600",
        "1767225599.5",
        "1767225599001",
        "1767225599000001",
        "1767225599000000001",
        "1769817600000000000",
      ],
      outside: [
        "1767225599",
        "1767225599000",
        "1767225599000.0",
        "1767225599000000000",
        "1769817600000000001",
      ],
    },
  ])("times as $written", async ({ inside, outside }) => {
    const lines = [...inside, ...outside].map((at, index) => `${index},${at}\n`);
    const { cut } = setUp({ "a.csv": `id,at\n${lines.join("")}` });
    expect((await cut({ path: "a.csv" })).text).toBe(`id,at\n${lines.slice(0, inside.length).join("")}`);
  });

  test("a format of its own, also of numbers, with a zone or without", async () => {
    const { cut } = setUp({
      "a.csv": "at\n31.01.2026 00:00\n31.01.2026 00:01\n",
      "b.csv": "at\n20260131\n20260201\n",
      "c.csv": "at\n01/02/26 00:30 +0100\n30/01/26 23:30 -0030\n",
    });
    const of = async (path: string, timestampFormat: string) =>
      (await cut({ path, timestampFormat })).text.split("\n").slice(1, -1);
    expect(await of("a.csv", "%d.%m.%Y %H:%M")).toEqual(["31.01.2026 00:00"]);
    expect(await of("b.csv", "%Y%m%d")).toEqual(["20260131"]);
    expect(await of("c.csv", "%d/%m/%y %H:%M %z")).toEqual(["30/01/26 23:30 -0030"]);
  });

  test("an empty window is a file with the header only", async () => {
    const { cut } = setUp({ "a.csv": "id,at\n1,2020-01-01\n", "header.csv": "id,at\n" });
    expect(await cut({ path: "a.csv" })).toMatchObject({ rows: 0, text: "id,at\n" });
    expect(await cut({ path: "header.csv" })).toMatchObject({ rows: 0, text: "id,at\n" });
  });
});

describe("jsonl", () => {
  test("lines stay as they are written; times are text or numbers", async () => {
    const lines = [
      '{"at": "2026-01-01T00:00:00Z",  "v":1.0, "s":"a\\u00e4\\"\\n"}',
      '{"v":1e3,"at":1767225600}',
      '{"at":1767225600000,"v":[1, {"x":null}]}',
      '{"at":"2026-02-01","v":2}',
      "",
    ];
    const { cut } = setUp({ "a.jsonl": lines.join("\n") });
    const { rows, name, text } = await cut({ path: "a.jsonl", format: "jsonl" });
    expect({ rows, name, text }).toEqual({
      rows: 3,
      name: "a.jsonl",
      text: `${lines.slice(0, 3).join("\n")}\n`,
    });
  });

  test("an odd key, several files, an empty window", async () => {
    const { cut } = setUp({
      "many/a.jsonl": '{"a/b~\\"c":"2026-01-01"}\n',
      "many/b.ndjson": '{"a/b~\\"c":"2026-01-02"}\n',
      "none.jsonl": "",
    });
    const spec = { format: "jsonl", timestampColumn: 'a/b~"c' } as const;
    expect(await cut({ ...spec, path: "many" })).toMatchObject({
      rows: 2,
      name: "window.jsonl",
      text: '{"a/b~\\"c":"2026-01-01"}\n{"a/b~\\"c":"2026-01-02"}\n',
    });
    expect(
      await cut({ ...spec, path: "many" }, { start: "2020-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z" }),
    ).toMatchObject({ rows: 0, text: "" });
    expect(await cut({ ...spec, path: "none.jsonl" })).toMatchObject({ rows: 0, text: "" });
  });
});

describe("parquet", () => {
  const write = (path: string, select: string) =>
    withDuckdb({ threads: 1, memory: "300MB" }, async (connection) => {
      await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
    });
  const read = (path: string) =>
    withDuckdb({ threads: 1, memory: "300MB" }, async (connection) => {
      const rows = await connection.runAndReadAll(`SELECT * FROM read_parquet('${path}')`);
      return { types: rows.columnTypes().map(String), ids: rows.getRows().map(([id]) => Number(id)) };
    });

  test.each([
    ["DATE", "DATE '2026-01-01'", [1, 2, 3]],
    ["TIMESTAMP", "TIMESTAMP '2025-12-31 23:59:59'", [2, 3]],
    ["TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ '2026-01-01 00:59:59+01'", [2, 3]],
    ["TIMESTAMP_NS", "TIMESTAMP_NS '2025-12-31 23:59:59.000000001'", [1, 2, 3]],
    ["TIMESTAMP", "TIMESTAMP_MS '2025-12-31 23:59:59'", [2, 3]],
    ["BIGINT", "1767225599", [2, 3]],
    ["DOUBLE", "1767225599.5", [1, 2, 3]],
    ["VARCHAR", "'2025-12-31T23:59:59Z'", [2, 3]],
  ])("a column of type %s", async (type, first, kept) => {
    const { root, cut } = setUp();
    const second = /^\d/.test(first) ? "1767312000" : `(TIMESTAMP '2026-01-02 00:00:00')::${type}`;
    const third = /^\d/.test(first) ? "1769817600" : `(TIMESTAMP '2026-01-31 00:00:00')::${type}`;
    const fourth = /^\d/.test(first) ? "1769904000" : `(TIMESTAMP '2026-02-01 00:00:00')::${type}`;
    const rows = [first, second, third, fourth].map((at, index) => `(${index + 1}, (${at})::${type})`);
    await write(join(root, "a.parquet"), `SELECT * FROM (VALUES ${rows.join(", ")}) t(id, "at")`);
    const found = await cut({ path: "a.parquet", format: "parquet" });
    const { types, ids } = await read(found.file.path);
    expect({ type: types[1]?.replace("DECIMAL(11,1)", "DOUBLE"), ids, rows: found.rows }).toEqual({
      type,
      ids: kept,
      rows: kept.length,
    });
  });

  test("the same rows give the same bytes, whatever the threads do", async () => {
    const { root, cut, windowFolder } = setUp();
    await write(
      join(root, "a.parquet"),
      `SELECT i AS id, TIMESTAMP '2026-01-01' + to_seconds((i * 7919) % 400000) AS "at", hash(i)::VARCHAR AS text FROM range(400000) t(i)`,
    );
    const range = { start: "2026-01-01T00:00:00Z", end: "2026-01-04T00:00:00Z" };
    const first = await cut({ path: "a.parquet", format: "parquet" }, range);
    rmSync(windowFolder, { recursive: true });
    const second = await cut({ path: "a.parquet", format: "parquet" }, range);
    expect([second.rows, second.fingerprint]).toEqual([259_200, first.fingerprint]);
  });
});

describe("what cannot be filtered", () => {
  test("6105: no such column, with the one that is spelt almost alike; none named; no columns", async () => {
    const { failure } = setUp({
      "a.csv": "id,Date,value\n1,2026-01-01,2\n",
      "a.jsonl": '{"date":"2026-01-01"}\n{"id":1}\n',
      "empty.csv": "",
    });
    expect(await failure({ path: "a.csv", timestampColumn: "date" })).toEqual({
      code: "MLX6105",
      summary: "a.csv has no column date",
      detail: "Its columns are id, Date, value.",
      next: ["did you mean Date?", "correct the dataset's `timestampColumn`"],
    });
    expect(await failure({ path: "a.jsonl", format: "jsonl", timestampColumn: "dtae" })).toMatchObject({
      code: "MLX6105",
      next: ["did you mean date?", expect.anything()],
    });
    expect(await failure({ path: "empty.csv" })).toMatchObject({
      code: "MLX6105",
      detail: "It has no columns at all.",
    });
    const { reader } = setUp({ "a.csv": "at\n" });
    await expect(reader.window({ ...common, path: "a.csv", format: "csv" }, january)).rejects.toMatchObject({
      code: "MLX6105",
      summary: "the dataset at a.csv names no `timestampColumn`",
    });
  });

  test("6106: the first rows of each file, and how many more", async () => {
    const bad = Array.from({ length: 7 }, (_, index) => `${index},n/a${index}`).join("\n");
    const { failure } = setUp({
      "many/a.csv": `id,at\n0,2026-01-01\n${bad}\n1,2026-01-01\n`,
      "many/b.csv": "id,at\n1,2026-01-01\n2,\n",
      "many/c.csv": "id,at\n1,2026-01-01\n",
    });
    expect(await failure({ path: "many" })).toEqual({
      code: "MLX6106",
      summary: "8 timestamps in column at cannot be read",
      detail: [
        'a.csv: rows 2, 3, 4, 5, 6 ("n/a0", "n/a1", "n/a2", "n/a3", "n/a4") and 2 more',
        "b.csv: row 2 (empty)",
        "Expected is ISO 8601, such as 2026-01-31 or 2026-01-31T02:00:00Z, or a number of seconds or milliseconds since 1970.",
        "Rows are counted from 1, without the header.",
      ].join("\n"),
      next: [
        "correct those rows, or remove them",
        'say how they are written: `timestampFormat: "%d.%m.%Y %H:%M"`',
      ],
    });
  });

  test("6106: what is no timestamp, or could be taken for another", async () => {
    const { failure } = setUp({
      "words.csv": "id,at\n1,infinity\n2,epoch\n3,01/02/2026\n4,2026-02-30\n5,1767225600x\n",
      "numbers.csv": "id,at\n1,20260131\n2,-5\n3,1767225600\n4,0\n5,99999999999999999999\n",
    });
    expect((await failure({ path: "words.csv" })).detail).toContain(
      'words.csv: rows 1, 2, 3, 4, 5 ("infinity", "epoch", "01/02/2026", "2026-02-30", "1767225600x")',
    );
    expect((await failure({ path: "numbers.csv" })).detail).toContain(
      'numbers.csv: rows 1, 2, 4, 5 ("20260131", "-5", "0", "99999999999999999999")',
    );
  });

  test("6106 in JSON lines and Parquet, also where nothing stands", async () => {
    const { root, failure } = setUp({
      "a.jsonl": '{"at":"2026-01-01"}\n{"at":null}\n{"id":1}\n{"at":{"x":1}}\n{"at":12}\n',
    });
    await withDuckdb({ threads: 1, memory: "300MB" }, async (connection) => {
      await connection.run(
        `COPY (SELECT * FROM (VALUES (DATE '2026-01-01'), (NULL)) t("at")) TO '${join(root, "a.parquet")}' (FORMAT parquet)`,
      );
    });
    expect(await failure({ path: "a.jsonl", format: "jsonl" })).toMatchObject({
      code: "MLX6106",
      summary: "4 timestamps in column at cannot be read",
      detail: expect.stringContaining('a.jsonl: rows 2, 3, 4, 5 (empty, empty, "{\\"x\\":1}", "12")'),
    });
    expect(await failure({ path: "a.parquet", format: "parquet" })).toMatchObject({
      code: "MLX6106",
      detail: expect.stringContaining("a.parquet: row 2 (empty)"),
    });
  });

  test("6107: a column that holds no times; 6108: a format that is none", async () => {
    const { root, failure } = setUp({ "a.csv": "at\n2026-01-01\n" });
    await withDuckdb({ threads: 1, memory: "300MB" }, async (connection) => {
      await connection.run(`COPY (SELECT true AS "at") TO '${join(root, "a.parquet")}' (FORMAT parquet)`);
    });
    expect(await failure({ path: "a.parquet", format: "parquet" })).toMatchObject({
      code: "MLX6107",
      summary: "column at of a.parquet holds no times: it is BOOLEAN",
    });
    expect(await failure({ path: "a.csv", timestampFormat: "%Y-%Q" })).toMatchObject({
      code: "MLX6108",
      summary: '"%Y-%Q" is no format of timestamps',
      detail: expect.stringContaining("%Q"),
    });
  });

  test("6103: rows that do not fit, JSON that breaks off, no Parquet", async () => {
    const { root, failure } = setUp({
      "a.csv": "id,at\n1,2026-01-01\n2,3,4\n",
      "a.jsonl": '{"at":"2026-01-01"}\n{"at":\n',
      "a.parquet": "no",
      "latin.csv": Buffer.from("id,at\n\xe4,2026-01-01\n", "latin1"),
    });
    expect(await failure({ path: "a.csv" })).toMatchObject({
      code: "MLX6103",
      summary: "a.csv, line 3 cannot be read as csv",
    });
    expect(await failure({ path: "a.jsonl", format: "jsonl" })).toMatchObject({
      code: "MLX6103",
      summary: "a.jsonl, line 2 cannot be read as jsonl",
    });
    expect(await failure({ path: "a.parquet", format: "parquet" })).toMatchObject({ code: "MLX6103" });
    expect(await failure({ path: "latin.csv" })).toMatchObject({ code: "MLX6103" });
    expect(readdirSync(join(root, ".mlx/windows"))).toEqual([]);
  });

  test("an aborted one leaves nothing behind", async () => {
    const { cut, windowFolder } = setUp({ "a.csv": "at\n2026-01-01\n" });
    const reason = new Error("enough");
    await expect(cut({ path: "a.csv" }, january, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(readdirSync(windowFolder)).toEqual([]);
  });
});

describe("the cache", () => {
  test("the same data and window are one file, which says what it is by its content", async () => {
    const { root, cut } = setUp({ "a.csv": "at\n2026-01-01\n2020-01-01\n" });
    const first = await cut({ path: "a.csv" });
    const second = await cut({ path: "a.csv" });
    expect(second.file).toEqual(first.file);
    expect(first.fingerprint).toBe(digestOfJson([["a.csv", digestOf("at\n2026-01-01\n")]]));
    expect(first.file.modifiedAt).toBe(statSync(first.file.path).mtimeMs);
    // Other data outside the window: another file with the same content.
    writeFileSync(join(root, "a.csv"), "at\n2026-01-01\n2019-01-01\n");
    const third = await cut({ path: "a.csv" });
    expect([third.fingerprint, third.file.path === first.file.path]).toEqual([first.fingerprint, false]);
  });

  test("what was damaged is made anew", async () => {
    const { cut } = setUp({ "a.csv": "at\n2026-01-01\n" });
    const { file, text } = await cut({ path: "a.csv" });
    rmSync(file.path);
    writeFileSync(file.path, text.replace("2026", "2027"));
    expect((await cut({ path: "a.csv" })).text).toBe(text);
    rmSync(file.path);
    mkdirSync(file.path);
    expect((await cut({ path: "a.csv" })).text).toBe(text);
  });

  test("two at once, in two readers, agree", async () => {
    const { root, cut, clock, windowFolder } = setUp({ "a.csv": "at\n2026-01-01\n" });
    const other = createDatasetReader({
      root,
      hashCache: createHashCache({ file: join(root, "other.json"), clock }),
      profileFolder: join(root, ".mlx/profiles"),
      windowFolder,
      clock,
    });
    const spec = { ...common, path: "a.csv", format: "csv", timestampColumn: "at" } as const;
    const [mine, theirs] = await Promise.all([cut({ path: "a.csv" }), other.window(spec, january)]);
    expect(theirs.files).toEqual([mine.file]);
    expect(readdirSync(windowFolder)).toHaveLength(1);
  });

  test("collected are those that nobody asked for since", async () => {
    const { reader, cut, clock, windowFolder } = setUp({
      "a.csv": "at\n2026-01-01\n",
      "b.csv": "at\n2026-01-02\n",
    });
    const collect = (dryRun: boolean) => reader.collectWindows({ unusedSince: clock.now() - day, dryRun });
    const { file } = await cut({ path: "a.csv" });
    await cut({ path: "b.csv" });
    expect(await collect(false)).toEqual({ count: 0, bytes: 0 });
    clock.advance(2 * day);
    await cut({ path: "b.csv" });
    const expected = { count: 1, bytes: expect.any(Number) };
    expect(await collect(true)).toEqual(expected);
    expect(statSync(file.path).isFile()).toBe(true);
    const collected = await collect(false);
    expect(collected).toEqual(expected);
    expect(collected.bytes).toBeGreaterThan(14);
    expect(readdirSync(windowFolder)).toHaveLength(1);
    expect(await collect(false)).toEqual({ count: 0, bytes: 0 });
    expect((await cut({ path: "a.csv" })).rows).toBe(1);
  });

  test("nothing to collect where there was never a window", async () => {
    const { reader, clock } = setUp();
    expect(await reader.collectWindows({ unusedSince: clock.now(), dryRun: false })).toEqual({
      count: 0,
      bytes: 0,
    });
  });
});

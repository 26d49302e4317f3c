import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { BenchmarkOptions, Comparison, Goal } from "../benchmark.ts";
import { BenchmarkFailure } from "../benchmark-failure.ts";
import { measure, median } from "../measure.ts";
import { mebibytes } from "../render-result.ts";
import type { RegistryFigures } from "./registry-benchmark.ts";

const rows = 10_000_000;
const wanted = rows / 100;
const goalMilliseconds = 3000;
const goalMemory = 500 * 2 ** 20;
const start = "2026-02-01T00:00:00.000Z";
const end = new Date(Date.parse(start) + wanted * 1000).toISOString();
const filter = `"at" > TIMESTAMP '${start}' AND "at" <= TIMESTAMP '${end}'`;

/** In the order of time, as logs are, and in none, as tables by customer are: then every part has to be read. */
const orders = [
  { name: "in order of time", second: "i" },
  { name: "in no order", second: `(i * 7919) % ${rows}` },
];

/**
 * A window of 1 % of 10 million rows of Parquet, cut by a process of its own; beside DuckDB itself, with all
 * threads and memory, which filters the same, and copies the whole.
 */
export async function measureWindow({
  runs,
  workFolder,
  onProgress,
}: BenchmarkOptions): Promise<RegistryFigures> {
  const root = join(workFolder, "windows-project");
  mkdirSync(root);
  const comparisons: Comparison[] = [];
  const goals: Goal[] = [];
  for (const { name, second } of orders) {
    onProgress(`10 million rows ${name} are written`);
    const source = join(root, "sales.parquet");
    await writeRows(source, second);
    const ours: Figures[] = [];
    const filtered: Figures[] = [];
    const copied: Figures[] = [];
    for (let round = 0; round < runs; round += 1) {
      onProgress(`a window of them is cut, ${round + 1} of ${runs}`);
      ours.push(run("window-child.ts", [root, "sales.parquet", start, end], workFolder));
      rmSync(join(root, "windows"), { recursive: true });
      for (const [figures, condition] of [
        [filtered, filter],
        [copied, "true"],
      ] as const)
        figures.push(
          run("copy-window-child.ts", [source, join(root, "copy.parquet"), condition], workFolder),
        );
    }
    if (ours.some((figures) => figures.rows !== wanted))
      throw new BenchmarkFailure(`a window has ${ours[0]?.rows} rows, and ${wanted} were expected`);
    const times = (figures: readonly Figures[]) => figures.map(({ milliseconds }) => milliseconds);
    const subject = `10 million rows ${name}`;
    comparisons.push(
      {
        subject,
        step: "a window of 1 %, against bare DuckDB",
        milliseconds: times(ours),
        baseline: times(filtered),
      },
      {
        subject,
        step: "a window of 1 %, against a full copy",
        milliseconds: times(ours),
        baseline: times(copied),
      },
    );
    const [took, peak] = [median(times(ours)), median(ours.map(({ peakBytes }) => peakBytes))];
    goals.push(
      {
        name: `a window of 1 % of ${subject}`,
        goal: `≤ ${goalMilliseconds / 1000} s`,
        found: `${(took / 1000).toFixed(2)} s`,
        isMet: took <= goalMilliseconds,
      },
      {
        name: `memory of the process that cuts it (bare DuckDB: ${mebibytes(median(filtered.map(({ peakBytes }) => peakBytes)))})`,
        goal: `≤ ${mebibytes(goalMemory)}`,
        found: mebibytes(peak),
        isMet: peak <= goalMemory,
      },
    );
  }
  rmSync(root, { recursive: true });
  return { comparisons, goals };
}

interface Figures {
  readonly milliseconds: number;
  readonly rows: number;
  readonly peakBytes: number;
}

function run(script: string, words: readonly string[], workFolder: string): Figures {
  const outputFile = join(workFolder, "window.out");
  const { peakBytes } = measure({
    argv: [process.execPath, join(import.meta.dirname, script), ...words],
    folder: import.meta.dirname,
    env: process.env,
    outputFile,
    exitCode: 0,
  });
  const found: { milliseconds: number; rows: number } = JSON.parse(readFileSync(outputFile, "utf8"));
  return { ...found, peakBytes };
}

async function writeRows(file: string, second: string): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:", { memory_limit: "2GB" });
  const connection = await instance.connect();
  await connection.run(
    `COPY (SELECT TIMESTAMP '${start}' - INTERVAL 40 DAY + to_seconds(${second}) AS "at", (i % 45)::INTEGER AS store,
       hash(i) / 1e19 AS sales, hash(i + 1) / 1e19 AS price, 'label-' || (i % 1000) AS label, hash(i)::VARCHAR AS id
     FROM range(${rows}) t(i)) TO '${file}' (FORMAT parquet)`,
  );
  connection.closeSync();
  instance.closeSync();
}

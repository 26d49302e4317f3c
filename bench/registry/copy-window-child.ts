/** The baselines: DuckDB itself, with all that it wants, copies the whole of a Parquet file, or filters it. */
import { DuckDBInstance } from "@duckdb/node-api";

const [source = "", target = "", condition = "true"] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const began = performance.now();
await connection.run(
  `COPY (SELECT * FROM read_parquet('${source}') WHERE ${condition}) TO '${target}' (FORMAT parquet)`,
);
process.stdout.write(`${JSON.stringify({ milliseconds: performance.now() - began, rows: 0 })}\n`);

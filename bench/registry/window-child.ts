/** Cuts a window out of a Parquet file, and prints how many milliseconds it took and how many rows it has. */
import { join } from "node:path";
import { createDatasetReader, createHashCache } from "@mlx/data";
import { clock } from "./plain-clock.ts";

const [root = "", path = "", start = "", end = ""] = process.argv.slice(2);
const hashCache = createHashCache({ file: join(root, "hashes.json"), clock });
const reader = createDatasetReader({
  root,
  hashCache,
  profileFolder: join(root, "profiles"),
  windowFolder: join(root, "windows"),
  clock,
});
const spec = {
  path,
  format: "parquet",
  timestampColumn: "at",
  tags: {},
  enabled: true,
  lifecycle: { protect: false, ignore: [] },
  dependsOn: [],
} as const;
// A plan has hashed the data before any run of it is made.
await reader.fingerprint(spec);
const began = performance.now();
const { rows } = await reader.window(spec, { start, end });
process.stdout.write(`${JSON.stringify({ milliseconds: performance.now() - began, rows })}\n`);
hashCache.flush();

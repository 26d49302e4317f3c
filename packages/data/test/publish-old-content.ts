/**
 * Run as a process of its own: publishes the same files again and again, and in between makes all of the
 * store look old, so that what is collected next to it is what it counts on. Says what it finds.
 */
import { readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createArtifactStore, createHashCache } from "../src/index.ts";
import { systemClock } from "./system-clock.ts";

const [store = "", files = ""] = process.argv.slice(2);
for (let file = 0; file < 30; file += 1) writeFileSync(join(files, `${file}`), `content ${file}`);

for (let round = 0; round < 60; round += 1) {
  const hashCache = createHashCache({ file: join(store, "hashes.json"), clock: systemClock });
  const artifacts = createArtifactStore({ folder: store, hashCache, clock: systemClock });
  const { digest } = await artifacts.publish(files, { maxFiles: 100, maxBytes: 1e9 });
  try {
    const manifest = await artifacts.readManifest(digest);
    for (const { path } of manifest.entries) await artifacts.readFile(manifest, path);
    process.stdout.write("whole\n");
  } catch (error) {
    process.stdout.write(`${String(error)}\n`);
  }
  age();
}

function age(): void {
  const root = join(store, "sha256");
  for (const start of readdirSync(root)) {
    for (const rest of readdirSync(join(root, start))) {
      try {
        utimesSync(join(root, start, rest), 0, 0);
      } catch {
        // It is being collected.
      }
    }
  }
}

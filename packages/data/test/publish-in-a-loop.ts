/** Run as a process of its own: publishes a folder with new content again and again, until it is killed. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createArtifactStore, createHashCache } from "../src/index.ts";
import { systemClock } from "./system-clock.ts";

const [store = "", files = ""] = process.argv.slice(2);
const hashCache = createHashCache({ file: join(store, "hashes.json"), clock: systemClock });
const artifacts = createArtifactStore({ folder: store, hashCache, clock: systemClock });

for (let round = 0; ; round += 1) {
  for (let file = 0; file < 10; file += 1)
    writeFileSync(join(files, `${file}`), `${round} ${file} ${"x".repeat(5000)}`);
  // Large, so that most kills come in the middle of writing it.
  writeFileSync(join(files, "large"), Buffer.alloc(24_000_000, `${process.pid} ${round}`));
  const { digest } = await artifacts.publish(files, { maxFiles: 100, maxBytes: 1e9 });
  await artifacts.deliver(digest, join(store, "../delivered", `${process.pid}-${round}`));
  hashCache.flush();
  process.stdout.write(".");
}

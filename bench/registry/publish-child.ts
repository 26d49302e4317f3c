/** Publishes a folder into an empty store, and prints how many milliseconds it took: in a process of its own, whose memory is measured. */
import { join } from "node:path";
import { createArtifactStore, createHashCache } from "@mlx/data";
import { clock } from "./plain-clock.ts";

const [folder = "", target = ""] = process.argv.slice(2);
const store = createArtifactStore({
  folder: target,
  hashCache: createHashCache({ file: join(target, "hashes.json"), clock }),
  clock,
});
const began = performance.now();
await store.publish(folder, { maxFiles: 10, maxBytes: 2 ** 34 });
process.stdout.write(`${performance.now() - began}\n`);

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { digestOf } from "@mlx/core";
import { expect, test } from "vitest";
import { createArtifactStore, createHashCache } from "../src/index.ts";
import { makeTestFolder, readTree, writeTree } from "../src/testing/test-folder.ts";
import { systemClock } from "./system-clock.ts";

const publisher = fileURLToPath(new URL("./publish-in-a-loop.ts", import.meta.url));
const limits = { maxFiles: 100, maxBytes: 1e9 };

test("killed at any moment, a publisher leaves only whole blobs, and publishing again succeeds", async () => {
  const folder = makeTestFolder();
  const files = join(folder, "files");
  const delivered = join(folder, "delivered");
  mkdirSync(files);
  mkdirSync(delivered);
  for (let round = 0; round < 12; round += 1) {
    const store = join(folder, `store-${round}`);
    const child = spawn(process.execPath, [publisher, store, files], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
    expect(child.exitCode).toBe(null);
    await setTimeout(round * 10 + Math.random() * 30);
    child.kill("SIGKILL");
    await once(child, "exit");

    expect(damagedBlobs(store)).toEqual([]);
    const artifact = await open(store).publish(files, limits);
    const out = join(folder, `out-${round}`);
    await open(store).materialise(artifact.digest, out, { readOnly: false });
    expect(readTree(out)).toEqual(readTree(files));
  }
  for (const name of readdirSync(delivered).filter((name) => !name.startsWith(".")))
    expect(readdirSync(join(delivered, name)).length).toBe(11);
});

test("what the dead left behind goes with the first write a day later", async () => {
  const store = join(makeTestFolder(), "store");
  const files = writeTree(join(store, "../files"), { a: "x" });
  const twoDays = 2 * 24 * 60 * 60 * 1000;
  await open(store).publish(files, limits);
  writeFileSync(join(store, "tmp/left-behind"), "half");
  await open(store).publish(files, limits);
  expect(readdirSync(join(store, "tmp"))).toEqual(["left-behind"]);
  await open(store, twoDays).publish(files, limits);
  expect(readdirSync(join(store, "tmp"))).toEqual([]);
});

function open(store: string, ahead = 0) {
  const clock = { ...systemClock, now: () => Date.now() + ahead };
  const hashCache = createHashCache({ file: join(store, "hashes.json"), clock });
  return createArtifactStore({ folder: store, clock, hashCache });
}

function damagedBlobs(store: string): readonly string[] {
  const root = join(store, "sha256");
  return readdirSync(root).flatMap((start) =>
    readdirSync(join(root, start)).filter(
      (rest) => digestOf(readFileSync(join(root, start, rest))) !== `sha256:${start}${rest}`,
    ),
  );
}

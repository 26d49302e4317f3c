import { buffer } from "node:stream/consumers";
import type { Manifest } from "@mlx/core";
import { digestOf, MlxError } from "@mlx/core";
import { extract } from "tar-stream";
import { expect, it } from "vitest";
import { packContext } from "./pack-context.ts";

const contents = new Map([
  ["b/run.sh", "#!/bin/sh\n"],
  ["b/c/big", "x".repeat(300_000)],
  ["a", ""],
]);
function manifestOf(paths: readonly string[]): Manifest {
  const entries = paths.map((path) => {
    const content = contents.get(path) ?? "";
    return { path, size: content.length, executable: path.endsWith(".sh"), digest: digestOf(content) };
  });
  return { version: 1, entries };
}
const artifacts = {
  readFile: async (_: Manifest, path: string) => new TextEncoder().encode(contents.get(path)),
};

it("is the same for the same content, sorted, with plain owners, times and modes", async () => {
  const instead = new Map([
    ["a", "other"],
    ["d/Dockerfile", "FROM x"],
  ]);
  const one = await buffer(await packContext(artifacts, manifestOf(["b/run.sh", "b/c/big", "a"]), instead));
  const two = await buffer(await packContext(artifacts, manifestOf(["a", "b/c/big", "b/run.sh"]), instead));
  expect(one.equals(two)).toBe(true);
  const archive = extract();
  archive.end(one);
  const found: unknown[] = [];
  for await (const entry of archive) {
    const { name, mode, mtime, uid, gid } = entry.header;
    found.push([name, mode?.toString(8), mtime?.getTime(), uid, gid, (await buffer(entry)).length]);
  }
  expect(found).toEqual([
    ["a", "644", 0, 0, 0, 5],
    ["b", "755", 0, 0, 0, 0],
    ["b/c", "755", 0, 0, 0, 0],
    ["b/c/big", "644", 0, 0, 0, 300_000],
    ["b/run.sh", "755", 0, 0, 0, 10],
    ["d", "755", 0, 0, 0, 0],
    ["d/Dockerfile", "644", 0, 0, 0, 6],
  ]);
});

it("fails with what is wrong with a file", async () => {
  const failure = new MlxError({ code: "MLX6004", summary: "a blob is damaged" });
  const damaged = { readFile: () => Promise.reject(failure) };
  await expect(buffer(await packContext(damaged, manifestOf(["a"]), new Map()))).rejects.toBe(failure);
});

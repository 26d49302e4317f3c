import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestOf, type PinnedImage } from "@mlx/core";
import { describe, expect, onTestFinished, test } from "vitest";
import { createImageLock } from "./image-lock.ts";

function createFolder() {
  const root = mkdtempSync(join(tmpdir(), "mlx-lock-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const file = join(root, "mlx.lock");
  return { root, file, lock: createImageLock(root) };
}

const image = (reference: string, content = "1"): PinnedImage => ({
  reference,
  digest: digestOf(content),
  local: false,
});

test("it is sorted, a group of lines for each image, and reads as it was written", async () => {
  const { file, lock } = createFolder();
  expect(await lock.read()).toEqual(new Map());
  await lock.write([image("python:3.12-slim"), image("ghcr.io/acme/retail:1.4", "2")]);
  expect(readFileSync(file, "utf8")).toBe(`{
  "version": 1,
  "images": {
    "ghcr.io/acme/retail:1.4": {
      "digest": "${digestOf("2")}"
    },
    "python:3.12-slim": {
      "digest": "${digestOf("1")}"
    }
  }
}
`);
  expect([...(await lock.read()).values()]).toEqual([
    image("ghcr.io/acme/retail:1.4", "2"),
    image("python:3.12-slim"),
  ]);
});

test("nothing is written where nothing differs, be the text in another layout", async () => {
  const { root, file, lock } = createFolder();
  await lock.write([]);
  expect(readdirSync(root)).toEqual([]);
  const text = JSON.stringify({ images: { "a:1": { digest: digestOf("1") } }, version: 1 });
  writeFileSync(file, text);
  const before = statSync(file).ino;
  await lock.write([image("a:1")]);
  expect([readFileSync(file, "utf8"), statSync(file).ino]).toEqual([text, before]);
  await lock.write([]);
  expect(readFileSync(file, "utf8")).toContain('"images": {}');
});

describe("a damaged file is told with its line, and is not written over", () => {
  const digest = digestOf("1");
  test.each([
    ['{\n  "version": 1,\n  oops', 3, "it is not JSON there"],
    ["", 1, "it is not JSON there"],
    ['{\n"version": 1,\n"images": {\n<<<<<<< HEAD\n', 4, "a merge left its marks"],
    ["[]", 1, "there is no map `images`"],
    ['{\n  "version": 2,\n  "images": {}\n}', 2, "its version is 2, and this mlx reads version 1"],
    [
      `{"version": 1, "images": {\n"a:1": { "digest": "${digest}" },\n"b:1": { "digest": "sha256:12" }}}`,
      3,
      "b:1 has no digest, `sha256:` and 64 digits",
    ],
  ])("%#", async (text, line, why) => {
    const { file, lock } = createFolder();
    writeFileSync(file, text);
    const damaged = {
      code: "MLX8012",
      summary: `mlx.lock cannot be read: ${why}`,
      where: { file: "mlx.lock", start: { line } },
    };
    await expect(lock.read()).rejects.toMatchObject(damaged);
    await expect(lock.write([image("a:1")])).rejects.toMatchObject(damaged);
    expect(readFileSync(file, "utf8")).toBe(text);
  });

  test("what is no file at all", async () => {
    const { file, lock } = createFolder();
    mkdirSync(file);
    await expect(lock.read()).rejects.toMatchObject({ code: "MLX8010" });
  });
});

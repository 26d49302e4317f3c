import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { type Header, pack } from "tar-stream";
import { expect, test } from "vitest";
import { unpackArchive } from "../src/index.ts";
import { makeTestFolder, readTree, writeTree } from "../src/testing/test-folder.ts";

const limits = { maxFiles: 5, maxBytes: 100_000 };

async function makeTar(
  entries: readonly (Partial<Header> & Pick<Header, "name"> & { readonly content?: string })[],
): Promise<Buffer> {
  const packing = pack();
  for (const { content, ...header } of entries) packing.entry(header, content ?? "");
  packing.finalize();
  const chunks: Uint8Array[] = [];
  for await (const chunk of packing) if (chunk instanceof Uint8Array) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function setUp(bytes: Uint8Array) {
  const folder = makeTestFolder();
  const path = join(folder, "model.tar.gz");
  writeFileSync(path, bytes);
  const out = join(folder, "out");
  return { folder, out, unpack: () => unpackArchive(path, out, limits) };
}

test.each([["-czf"], ["-cf"]])("what tar %s packs comes out as it was", async (how) => {
  const folder = makeTestFolder();
  const files = writeTree(join(folder, "files"), { "a.txt": "a", "deep/run.sh*": "run", "deep/er/b": "" });
  mkdirSync(join(files, "empty"));
  execFileSync("tar", [how, join(folder, "x"), "-C", files, "."]);
  await unpackArchive(join(folder, "x"), join(folder, "out"), limits);
  expect(readTree(join(folder, "out"))).toEqual(readTree(files));
});

test.each([
  ["../x", '"../x" in it leads out of the folder'],
  ["/etc/x", '"/etc/x" in it leads out of the folder'],
  ["a/../../x", '"a/../../x" in it leads out of the folder'],
])("a name such as %s is refused", async (name, why) => {
  const { folder, out, unpack } = setUp(gzipSync(await makeTar([{ name: "fine", content: "f" }, { name }])));
  await expect(unpack()).rejects.toMatchObject({
    code: "MLX6009",
    summary: `${join(folder, "model.tar.gz")} cannot be unpacked: ${why}`,
  });
  expect(existsSync(join(out, "..", "x"))).toBe(false);
});

test("links, and a name that comes twice, are refused", async () => {
  const link = await makeTar([{ name: "link", type: "symlink", linkname: "/etc/passwd" }]);
  await expect(setUp(gzipSync(link)).unpack()).rejects.toMatchObject({
    code: "MLX6009",
    summary: expect.stringContaining('"link" in it is a symlink'),
  });
  const twice = await makeTar([{ name: "a" }, { name: "./a" }]);
  await expect(setUp(twice).unpack()).rejects.toMatchObject({
    code: "MLX6009",
    summary: expect.stringContaining('it holds "a" twice'),
  });
});

test("too many files, and a small archive of very much, are refused", async () => {
  const many = await makeTar(Array.from({ length: 6 }, (_, index) => ({ name: `${index}` })));
  await expect(setUp(gzipSync(many)).unpack()).rejects.toMatchObject({
    code: "MLX6009",
    summary: expect.stringContaining("more than 5 files"),
  });
  const bomb = gzipSync(await makeTar([{ name: "zeros", content: "\0".repeat(1_000_000) }]));
  expect(bomb.byteLength).toBeLessThan(10_000);
  await expect(setUp(bomb).unpack()).rejects.toMatchObject({
    code: "MLX6009",
    summary: expect.stringContaining("more than 100,000 bytes"),
  });
});

test("what is no archive, or breaks off, is refused; what is not there is 6001", async () => {
  const whole = gzipSync(await makeTar([{ name: "a", content: "x".repeat(50_000) }]));
  for (const bytes of [Buffer.from("hello"), Buffer.alloc(2000), whole.subarray(0, 100), gzipSync("no tar")])
    await expect(setUp(bytes).unpack()).rejects.toMatchObject({ code: "MLX6009" });
  const folder = makeTestFolder();
  await expect(unpackArchive(join(folder, "no"), join(folder, "out"), limits)).rejects.toMatchObject({
    code: "MLX6001",
  });
  symlinkSync("loop", join(folder, "loop"));
  await expect(unpackArchive(join(folder, "loop"), join(folder, "out"), limits)).rejects.toMatchObject({
    code: "MLX6001",
  });
});

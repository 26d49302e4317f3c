import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { unpackZip } from "../src/index.ts";
import { makeZip, type ZipEntry } from "../src/testing/make-zip.ts";
import { makeTestFolder, readTree, writeTree } from "../src/testing/test-folder.ts";

const limits = { maxFiles: 5, maxBytes: 1_000_000, maxRatio: 50, ratioFrom: 10_000 };

function setUp(bytes: Uint8Array) {
  const folder = makeTestFolder();
  const path = join(folder, "recipe.zip");
  writeFileSync(path, bytes);
  const out = join(folder, "out");
  return { folder, path, out, unpack: () => unpackZip(path, out, limits) };
}

test("files, folders and names in any language come out as they were, what can be run stays so", async () => {
  const { folder, out, unpack } = setUp(
    makeZip([
      { name: "./" },
      { name: "train.py", content: "print(1)\n" },
      { name: "päckchen/", mode: 0o040755 },
      { name: "päckchen/数据.csv", content: "x" },
      { name: "train", content: "#!/bin/sh\n", mode: 0o100755 },
    ]),
  );
  await unpack();
  const files = writeTree(join(folder, "files"), {
    "train.py": "print(1)\n",
    "päckchen/数据.csv": "x",
    "train*": "#!/bin/sh\n",
  });
  expect(readTree(out)).toEqual(readTree(files));
});

const zeros = "0".repeat(200_000);
test.each<[string, readonly ZipEntry[], string]>([
  ["a name that leads out", [{ name: "../x" }], "invalid relative path: ../x"],
  ["one that does so later", [{ name: "a/../../x" }], "invalid relative path: a/../../x"],
  ["an absolute name", [{ name: "/etc/x" }], "absolute path: /etc/x"],
  ["a drive", [{ name: "C:/x" }], "absolute path: C:/x"],
  ["a backslash", [{ name: "..\\x" }], "invalid characters in fileName: ..\\x"],
  ["a control character", [{ name: "a\u0007" }], '"a\\u0007" in it is no name of a file'],
  ["no name", [{ name: "./." }], '"./." in it leads out of the folder'],
  ["a long name", [{ name: "x".repeat(256) }], "in it is too long a name"],
  [
    "a symbolic link",
    [{ name: "l", content: "/etc/passwd", mode: 0o120777 }],
    '"l" in it is a symbolic link',
  ],
  ["a device", [{ name: "d", mode: 0o020666 }], '"d" in it is a device'],
  ["a file that is encrypted", [{ name: "e", encrypted: true }], '"e" in it is encrypted'],
  ["a name twice", [{ name: "a" }, { name: "./a" }], 'it holds "a" twice'],
  ["a file that is a folder", [{ name: "a" }, { name: "a/b" }], '"a" in it is a file and a folder'],
  ["a folder with content", [{ name: "a/", content: "b" }], '"a" in it is a folder that holds bytes'],
  ["too many files", ["a", "b", "c", "d", "e", "f"].map((name) => ({ name })), "it holds more than 5 files"],
  ["too many bytes", [{ name: "a", size: 1_000_001 }], "it holds more than 1,000,000 bytes"],
  ["a bomb", [{ name: "a", content: zeros }], "it holds more than 50 times as many bytes as it has"],
])("%s is refused, and nothing is written", async (_, entries, why) => {
  const { folder, out, unpack } = setUp(makeZip([{ name: "fine", content: "f" }, ...entries].slice(-6)));
  await expect(unpack()).rejects.toMatchObject({ code: "MLX6110", summary: expect.stringContaining(why) });
  expect([existsSync(out), existsSync(join(folder, "x"))]).toEqual([false, false]);
});

test("what holds too much is told to hold less", async () => {
  await expect(setUp(makeZip([{ name: "a", content: zeros }])).unpack()).rejects.toMatchObject({
    next: ["leave everything but the program out of the archive: data is declared as a dataset"],
  });
});

test("a file is no longer than the archive says, and what it says it holds", async () => {
  const longer = setUp(makeZip([{ name: "a", content: zeros, size: 10 }]));
  await expect(longer.unpack()).rejects.toMatchObject({
    code: "MLX6110",
    summary: expect.stringContaining("too many bytes"),
  });
  const damaged = setUp(makeZip([{ name: "a", content: "abc", sum: 1 }]));
  await expect(damaged.unpack()).rejects.toMatchObject({
    code: "MLX6110",
    summary: expect.stringContaining('"a" in it is damaged'),
  });
});

test("what is no zip, is cut off, or has bytes flipped anywhere fails as an archive, or is whole", async () => {
  const good = makeZip([
    { name: "train.py", content: "print(1)\n" },
    { name: "a/b", content: "b" },
  ]);
  const whole = await treeOf(good);
  // How many files it holds is told here alone: a lower number hides the last ones.
  const countAt = good.length - 12;
  await fc.assert(
    fc.asyncProperty(
      fc.nat(good.length - 1).filter((at) => at !== countAt),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      async (at, by, cut) => {
        const bytes = Buffer.from(cut ? good.subarray(0, at) : good);
        if (!cut) bytes[at] = (bytes[at] ?? 0) ^ by;
        const { out, unpack } = setUp(bytes);
        try {
          await unpack();
        } catch (error) {
          expect(error).toMatchObject({ code: "MLX6110" });
          return;
        }
        // Of names, times and modes there is no sum.
        expect(Object.values(readTree(out)).sort()).toEqual(Object.values(whole).sort());
      },
    ),
    // Where a name becomes a folder's.
    {
      numRuns: 300,
      examples: [
        [138, 86, false],
        [167, 1, false],
        [187, 77, false],
      ],
    },
  );
});

async function treeOf(bytes: Uint8Array) {
  const { out, unpack } = setUp(bytes);
  await unpack();
  return readTree(out);
}

test("an archive that is not there is told", async () => {
  await expect(unpackZip("/nowhere/x.zip", "/nowhere/out", limits)).rejects.toMatchObject({
    code: "MLX6001",
  });
});

import { execFileSync } from "node:child_process";
import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { canonicalJson, digestOf, MlxError } from "@mlx/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyTree } from "./any-tree.ts";
import { archiveConformance } from "./archive-conformance.ts";
import type { ArtifactStoreHarness } from "./artifact-store-harness.ts";
import { makeTestFolder, readTree, removeTestFolder, writeTree } from "./test-folder.ts";

const limits = { maxFiles: 1000, maxBytes: 10_000_000 };
const text = (content: Uint8Array | undefined) =>
  content === undefined ? undefined : Buffer.from(content).toString("utf8");

/** What every artifact store must do; see the port. */
export function artifactStoreConformance({ name, open }: ArtifactStoreHarness): void {
  const setUp = () => {
    const folder = makeTestFolder();
    return { folder, store: open(join(folder, "store")), files: join(folder, "files") };
  };

  archiveConformance({ name, open });
  describe(`artifact store: ${name}`, () => {
    test("an artifact is its manifest's digest, and the manifest names every file", async () => {
      const { store, files } = setUp();
      writeTree(files, { "b.txt": "b", "a/run.sh*": "#!/bin/sh\n", "a/empty": "" });
      const artifact = await store.publish(files, limits);
      const manifest = await store.readManifest(artifact.digest);
      expect(manifest).toEqual({
        version: 1,
        entries: [
          { path: "a/empty", size: 0, executable: false, digest: digestOf("") },
          { path: "a/run.sh", size: 10, executable: true, digest: digestOf("#!/bin/sh\n") },
          { path: "b.txt", size: 1, executable: false, digest: digestOf("b") },
        ],
      });
      expect(artifact).toEqual({ digest: digestOf(canonicalJson(manifest)), files: 3, size: 11 });
      expect(text(await store.readFile(manifest, "b.txt"))).toBe("b");
      expect(await store.readFile(manifest, "c.txt")).toBeUndefined();
    });

    test("a file is read while it is consumed, or a part of it", async () => {
      const { store, files } = setUp();
      writeTree(files, { "big.txt": "0123456789".repeat(100_000), empty: "" });
      const { entries } = await store.readManifest((await store.publish(files, limits)).digest);
      const [big, empty] = entries;
      if (big === undefined || empty === undefined) throw new TypeError("both files were published");
      expect(await contentOf(store.openFile(big))).toBe("0123456789".repeat(100_000));
      expect(await contentOf(store.openFile(big, { start: 999_995, end: 999_998 }))).toBe("5678");
      expect(await contentOf(store.openFile(empty))).toBe("");
      for await (const _ of await store.openFile(big)) break;
      const gone = { ...big, digest: digestOf("nobody has it") };
      await expect(store.openFile(gone)).rejects.toMatchObject({ code: "MLX6004" });
    });

    test("an empty folder is an artifact without files", async () => {
      const { folder, store, files } = setUp();
      mkdirSync(files);
      const artifact = await store.publish(files, limits);
      expect(artifact).toMatchObject({ files: 0, size: 0 });
      await store.materialise(artifact.digest, join(folder, "out"), { readOnly: false });
      expect(readdirSync(join(folder, "out"))).toEqual([]);
    });

    test("any tree comes back as it was, and its digest does not depend on the order of writing", async () => {
      await fc.assert(
        fc.asyncProperty(anyTree, async (tree) => {
          const folder = makeTestFolder();
          try {
            const store = open(join(folder, "store"));
            const first = writeTree(join(folder, "first"), tree);
            const second = writeTree(
              join(folder, "second"),
              Object.fromEntries(Object.entries(tree).reverse()),
            );
            const artifact = await store.publish(first, limits);
            expect(await store.publish(second, limits)).toEqual(artifact);
            await store.materialise(artifact.digest, join(folder, "out"), { readOnly: false });
            expect(readTree(join(folder, "out"))).toEqual(readTree(first));
            const source = await store.snapshotSource(first);
            expect(await store.inspectSource(first)).toEqual(source);
            await store.materialise(source.digest, join(folder, "source"), { readOnly: false });
            expect((await store.inspectSource(join(folder, "source"))).digest).toBe(source.digest);
          } finally {
            removeTestFolder(folder);
          }
        }),
        { numRuns: 40 },
      );
    });

    test("publishing twice, and from several at once, gives one result", async () => {
      const { folder, store, files } = setUp();
      writeTree(
        files,
        Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`d${i % 7}/${i}`, `${i % 9}`])),
      );
      const others = [open(join(folder, "store")), open(join(folder, "store"))];
      const all = await Promise.all([store, ...others, store].map((each) => each.publish(files, limits)));
      expect(new Set(all.map(({ digest }) => digest)).size).toBe(1);
      expect(await store.publish(files, limits)).toEqual(all[0]);
    });

    test("symbolic links inside the folder are stored as what they lead to", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { "v2/model.bin": "two" });
      symlinkSync("v2", join(files, "current"));
      symlinkSync(join(files, "v2/model.bin"), join(files, "model.bin"));
      const { digest } = await store.publish(files, limits);
      await store.materialise(digest, join(folder, "out"), { readOnly: false });
      rmSync(files, { recursive: true });
      expect(readTree(join(folder, "out"))).toEqual(
        readTree(
          writeTree(join(folder, "wanted"), {
            "v2/model.bin": "two",
            "current/model.bin": "two",
            "model.bin": "two",
          }),
        ),
      );
      expect(lstatSync(join(folder, "out/current")).isDirectory()).toBe(true);
    });

    test("a folder that is a symbolic link itself is refused", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { "secret.txt": "of the machine" });
      symlinkSync(files, join(folder, "link"));
      expect(await failureOf(store.publish(join(folder, "link"), limits))).toMatchObject({ code: "MLX6002" });
    });

    describe("refuses (6002), naming the path:", () => {
      const cases: { readonly [what: string]: (files: string, folder: string) => void | Promise<void> } = {
        "a link out of the folder": (files) => symlinkSync("/etc/hostname", join(files, "bad")),
        "a relative link out of the folder": (files) => {
          writeFileSync(join(files, "../beside"), "x");
          symlinkSync("../beside", join(files, "bad"));
        },
        "a link that leaves by way of another": (files, folder) => {
          mkdirSync(join(folder, "elsewhere"));
          writeFileSync(join(folder, "elsewhere/file"), "x");
          symlinkSync("../elsewhere", join(files, "bad"));
          symlinkSync("bad/file", join(files, "bad-too"));
        },
        "a link to a folder whose name begins alike": (files) => {
          mkdirSync(`${files}-2`);
          writeFileSync(`${files}-2/x`, "x");
          symlinkSync(`${files}-2/x`, join(files, "bad"));
        },
        "a link to nothing": (files) => symlinkSync("nothing", join(files, "bad")),
        "a link to itself": (files) => symlinkSync("bad", join(files, "bad")),
        "a link to the folder it stands in": (files) => symlinkSync("..", join(files, "sub/bad")),
        "two folders that link to each other": (files) => {
          mkdirSync(join(files, "one"));
          symlinkSync("../sub", join(files, "one/bad"));
          symlinkSync("../one", join(files, "sub/bad"));
        },
        "a FIFO": (files) => void execFileSync("mkfifo", [join(files, "bad")]),
        "a socket": (files) =>
          new Promise((resolve) => {
            const server = createServer().listen(join(files, "bad"), () => {
              server.unref();
              resolve();
            });
          }),
        "a name with a line break": (files) => writeFileSync(join(files, "bad\nname"), "x"),
        "a name that is not UTF-8": (files) =>
          writeFileSync(Buffer.concat([Buffer.from(`${files}/bad`), Buffer.from([0xff])]), "x"),
        "a folder whose name is not UTF-8": (files) =>
          mkdirSync(Buffer.concat([Buffer.from(`${files}/bad`), Buffer.from([0xff])])),
      };
      for (const [what, make] of Object.entries(cases)) {
        test(what, async () => {
          const { folder, store, files } = setUp();
          writeTree(files, { "good.txt": "good", "sub/good.txt": "good" });
          await make(files, folder);
          const failure = await failureOf(store.publish(files, limits));
          expect(failure).toMatchObject({ code: "MLX6002" });
          expect(failure.summary).toContain("bad");
          expect(await failureOf(store.snapshotSource(files))).toMatchObject({ code: "MLX6002" });
        });
      }

      test("a hard link to a file elsewhere, but not one within", async () => {
        const { folder, store, files } = setUp();
        writeTree(files, { "a.txt": "a" });
        linkSync(join(files, "a.txt"), join(files, "b.txt"));
        symlinkSync("a.txt", join(files, "c.txt"));
        expect((await store.publish(files, limits)).files).toBe(3);
        linkSync(join(files, "a.txt"), join(folder, "outside"));
        const failure = await failureOf(store.publish(files, limits));
        expect(failure).toMatchObject({ code: "MLX6002" });
        expect(failure.summary).toMatch(/[ab]\.txt/);
        expect((await store.snapshotSource(files)).manifest.entries.length).toBe(3);
      });

      test("too many files, and too many bytes", async () => {
        const { store, files } = setUp();
        writeTree(files, { a: "1234", b: "1234", c: "1234" });
        expect((await store.publish(files, { maxFiles: 3, maxBytes: 12 })).size).toBe(12);
        expect(await failureOf(store.publish(files, { maxFiles: 2, maxBytes: 12 }))).toMatchObject({
          code: "MLX6002",
          summary: expect.stringContaining("more than 2 files"),
        });
        expect(await failureOf(store.publish(files, { maxFiles: 3, maxBytes: 11 }))).toMatchObject({
          code: "MLX6002",
          summary: expect.stringContaining("more than 11 bytes"),
        });
      });

      test("links that multiply without end", async () => {
        const { store, files } = setUp();
        for (let level = 0; level < 30; level += 1) {
          mkdirSync(join(files, `${level}`), { recursive: true });
          symlinkSync(`../${level + 1}`, join(files, `${level}/a`));
          symlinkSync(`../${level + 1}`, join(files, `${level}/b`));
        }
        mkdirSync(join(files, "30"));
        expect(await failureOf(store.publish(files, limits))).toMatchObject({ code: "MLX6002" });
      });
    });

    test("a folder that is missing, or is a file, is 6001", async () => {
      const { folder, store } = setUp();
      writeFileSync(join(folder, "file"), "x");
      for (const path of ["nowhere", "file", "file/below"]) {
        for (const ask of [
          () => store.publish(join(folder, path), limits),
          () => store.inspectSource(join(folder, path)),
          () => store.snapshotSource(join(folder, path)),
        ]) {
          const failure = await failureOf(ask());
          expect(failure).toMatchObject({ code: "MLX6001" });
          expect(failure.summary).toContain(join(folder, path));
        }
      }
    });

    test("what is not stored, or is no manifest, is 6004 and is named", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { "not-a-manifest": "{}" });
      await store.publish(files, limits);
      for (const digest of [digestOf("unknown"), digestOf("{}")]) {
        const asks = [
          () => store.readManifest(digest),
          () => store.materialise(digest, join(folder, "out"), { readOnly: true }),
          () => store.deliver(digest, join(folder, "out")),
        ];
        for (const ask of asks) {
          const failure = await failureOf(ask());
          expect(failure).toMatchObject({ code: "MLX6004" });
          expect(failure.summary).toContain(digest);
        }
      }
      expect(existsSync(join(folder, "out"))).toBe(false);
    });

    test("a source snapshot leaves out what is no source", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, {
        "train.py": "train",
        "run.sh*": "run",
        ".gitignore": "*.log\n/build/\n",
        ".mlxignore": "notes/*\n!notes/keep.md\n",
        "x.log": "",
        "build/x": "",
        "lib/build/x": "kept",
        "lib/.gitignore": "!y.log\n/only.txt\n",
        "lib/y.log": "kept",
        "lib/only.txt": "",
        "only.txt": "kept",
        "Only.LOG": "kept",
        "notes/keep.md": "kept",
        "notes/drop.md": "",
        ".env": "SECRET=1",
        ".git/config": "",
        ".mlx/mlx.db": "",
        "mlx.lock": "{}",
        "__pycache__/train.pyc": "",
        "lib/old.pyc": "",
        "node_modules/x/index.js": "",
        "env/pyvenv.cfg": "",
        "env/lib/python.py": "",
      });
      symlinkSync("/var", join(files, "build.log"));
      const source = await store.snapshotSource(files);
      expect(
        source.manifest.entries.map(({ path, executable }) => `${path}${executable ? "*" : ""}`),
      ).toEqual(["Only.LOG", "lib/build/x", "lib/y.log", "notes/keep.md", "only.txt", "run.sh*", "train.py"]);
      expect(await store.inspectSource(files)).toEqual(source);
      expect(await store.readManifest(source.digest)).toEqual(source.manifest);
      await store.materialise(source.digest, join(folder, "out"), { readOnly: false });
      expect(await store.inspectSource(join(folder, "out"))).toEqual(source);
    });

    test("what an image is built from leaves out what Docker leaves out, and nothing else", async () => {
      const { folder, store, files } = setUp();
      const write = () =>
        writeTree(files, {
          Dockerfile: "FROM scratch",
          ".dockerignore":
            "# a comment\n*.log\n/data\n!data/keep/small.csv\n**/*.pyc\nDockerfile\n.dockerignore\nnotes (1).md\n",
          ".gitignore": "train.py",
          "train.py*": "train",
          ".env": "kept",
          "x.log": "",
          "X.LOG": "kept",
          "lib/x.log": "kept",
          "lib/data/x": "kept",
          "lib/deep/old.pyc": "",
          "old.pyc": "",
          "data/big.csv": "",
          "data/keep/small.csv": "kept",
          "data/keep/big.csv": "",
          "notes (1).md": "",
          "node_modules/x/index.js": "kept",
          "env/pyvenv.cfg": "kept",
          "mlx.lock": "{}",
          ".mlx/mlx.db": "",
          "sub/.mlx/mlx.db": "",
        });
      write();
      symlinkSync("/etc/hostname", join(files, "elsewhere.log"));
      symlinkSync("train.py", join(files, "link.py"));
      const source = await store.snapshotSource(files, { dockerfile: "Dockerfile" });
      expect(
        source.manifest.entries.map(({ path, executable }) => `${path}${executable ? "*" : ""}`),
      ).toEqual([
        ".dockerignore",
        ".env",
        ".gitignore",
        "Dockerfile",
        "X.LOG",
        "data/keep/small.csv",
        "env/pyvenv.cfg",
        "lib/data/x",
        "lib/x.log",
        "link.py*",
        "node_modules/x/index.js",
        "train.py*",
      ]);
      expect(await store.inspectSource(files, { dockerfile: "Dockerfile" })).toEqual(source);
      expect(await store.readManifest(source.digest)).toEqual(source.manifest);
      await store.materialise(source.digest, join(folder, "out"), { readOnly: false });
      expect(await store.inspectSource(join(folder, "out"), { dockerfile: "Dockerfile" })).toEqual(source);
    });

    test("a Dockerfile's own ignore file wins over that of the folder", async () => {
      const { store, files } = setUp();
      writeTree(files, {
        ".dockerignore": "*\n",
        "docker/gpu.Dockerfile": "FROM scratch",
        "docker/gpu.Dockerfile.dockerignore": "docker\na.txt\n",
        "docker/cpu.Dockerfile": "FROM scratch",
        "a.txt": "",
        "b.txt": "kept",
      });
      const pathsFor = async (dockerfile: string) =>
        (await store.inspectSource(files, { dockerfile })).manifest.entries.map(({ path }) => path);
      expect(await pathsFor("docker/gpu.Dockerfile")).toEqual([
        ".dockerignore",
        "b.txt",
        "docker/gpu.Dockerfile",
        "docker/gpu.Dockerfile.dockerignore",
      ]);
      expect(await pathsFor("docker/cpu.Dockerfile")).toEqual([".dockerignore", "docker/cpu.Dockerfile"]);
      expect(await pathsFor("nowhere")).toEqual([".dockerignore"]);
    });

    test("an ignore file with something that is no pattern is 6008, with its line", async () => {
      const { store, files } = setUp();
      writeTree(files, { Dockerfile: "FROM scratch", ".dockerignore": "a\n[b\n" });
      const failure = await failureOf(store.inspectSource(files, { dockerfile: "Dockerfile" }));
      expect(failure).toMatchObject({ code: "MLX6008" });
      expect(failure.summary).toContain(`line 2 of ${join(files, ".dockerignore")}`);
    });

    test("inspecting stores nothing", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { "train.py": "x" });
      await store.inspectSource(files);
      expect(readdirSync(folder)).toEqual(["files"]);
    });

    test("a materialised file is the taker's own", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { a: "original", "run*": "original" });
      const { digest } = await store.publish(files, limits);
      await store.materialise(digest, join(folder, "one"), { readOnly: false });
      writeFileSync(join(folder, "one/a"), "changed");
      writeFileSync(join(files, "a"), "changed");
      await store.materialise(digest, join(folder, "two/below"), { readOnly: true });
      expect(readTree(join(folder, "two/below"))).toMatchObject({
        a: Buffer.from("original").toString("base64"),
      });
      const modes = ["two/below", "two/below/a", "two/below/run", "one/a", "one/run"].map(
        (path) => statSync(join(folder, path)).mode & 0o777,
      );
      expect(modes).toEqual([0o555, 0o444, 0o555, 0o644, 0o755]);
    });

    test("materialising wants an absent or empty folder (6007)", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { a: "x" });
      const { digest } = await store.publish(files, limits);
      mkdirSync(join(folder, "empty"));
      await store.materialise(digest, join(folder, "empty"), { readOnly: true });
      expect(readdirSync(join(folder, "empty"))).toEqual(["a"]);
      writeTree(join(folder, "taken"), { b: "mine" });
      const failure = await failureOf(store.materialise(digest, join(folder, "taken"), { readOnly: false }));
      expect(failure).toMatchObject({ code: "MLX6007" });
      expect(readdirSync(join(folder, "taken"))).toEqual(["b"]);
      expect(await failureOf(store.materialise(digest, join(files, "a"), { readOnly: false }))).toMatchObject(
        {
          code: "MLX6007",
        },
      );
    });

    test("delivering fills an absent or empty folder, and leaves any other alone", async () => {
      const { folder, store, files } = setUp();
      writeTree(files, { "a/b": "x" });
      const { digest } = await store.publish(files, limits);
      const target = join(folder, "user/out");
      await Promise.all([store.deliver(digest, target), store.deliver(digest, target)]);
      expect(readTree(target)).toEqual(readTree(files));
      writeFileSync(join(target, "a/b"), "the user's");
      await store.deliver(digest, target);
      expect(readTree(target)).toEqual({ "a/b": Buffer.from("the user's").toString("base64") });
      expect(readdirSync(join(folder, "user"))).toEqual(["out"]);
      mkdirSync(join(folder, "user/empty"));
      await store.deliver(digest, join(folder, "user/empty"));
      expect(readTree(join(folder, "user/empty"))).toEqual(readTree(files));
    });
  });
}

async function failureOf(work: Promise<unknown>): Promise<MlxError> {
  const outcome = await work.then(
    () => "it succeeded",
    (error: unknown) => error,
  );
  if (outcome instanceof MlxError) return outcome;
  throw expect.fail(`expected an MlxError, got ${String(outcome)}`);
}

async function contentOf(opened: Promise<AsyncIterable<Uint8Array>>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await opened) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

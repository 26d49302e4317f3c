/** What clients send becomes recipes, and leaves nothing behind where it cannot. */
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { formatAddress, type RecipeType } from "@mlx/core";
import { makeZip, type ZipEntry } from "@mlx/data/testing";
import { expect, test } from "vitest";
import {
  collectGarbage,
  declareResources,
  discardUpload,
  receiveUpload,
  restoreResource,
  unpackRecipe,
} from "../src/index.ts";
import type { Project } from "../src/project.ts";
import { createFolder, openIn, smallProject, value } from "./project-folder.ts";

async function setUp() {
  const folder = createFolder(smallProject);
  const project = await openIn(folder.root);
  const incoming = () => {
    const path = folder.path(".mlx/incoming");
    return existsSync(path) ? readdirSync(path) : [];
  };
  return { folder, project, incoming };
}

async function* chunksOf(bytes: Uint8Array, size = 1000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(project: Project, name: string, bytes: Uint8Array, type: RecipeType = "Python") {
  const upload = value(
    await receiveUpload(project, { name, content: chunksOf(bytes), maxBytes: 10_000_000 }),
  );
  const unpacked = await unpackRecipe(project, upload, { type });
  await discardUpload(upload);
  await discardUpload(upload);
  return unpacked;
}

const train: ZipEntry = { name: "train.py", content: "print('trained')\n" };

test("a zip becomes a folder that is named after its content, and a recipe of it can be applied", async () => {
  const { folder, project, incoming } = await setUp();
  const run: ZipEntry = { name: "score", content: "#!/bin/sh\n", mode: 0o100755 };
  const { source, command } = value(await unpack(project, "Recipe.zip", makeZip([train, run])));
  expect([source, command]).toEqual([expect.stringMatching(/^\.mlx\/uploads\/[0-9a-f]{64}$/), undefined]);
  expect(readFileSync(folder.path(`${source}/train.py`), "utf8")).toBe("print('trained')\n");
  expect(statSync(folder.path(`${source}/score`)).mode & 0o777).toBe(0o755);
  expect(incoming()).toEqual([]);
  // Whatever the archive: the content counts. A single folder around it does not.
  const shell = makeZip([
    { name: "repo-main/score", content: "#!/bin/sh\n", mode: 0o100755 },
    { name: "repo-main/train.py", content: "print('trained')\n" },
    { name: "__MACOSX/._train.py", content: "x" },
  ]);
  expect(value(await unpack(project, "other.zip", shell)).source).toBe(source);
  expect(readdirSync(folder.path(".mlx/uploads"))).toHaveLength(1);
  const [recipe] = value(
    await declareResources(project, { put: [{ kind: "recipe", name: "up", value: { source } }] }),
  );
  const { artifacts } = await project.adapters();
  const manifest = await artifacts.readManifest(recipe?.observed.source?.manifest ?? "sha256:");
  expect(manifest.entries.map(({ path, executable }) => [path, executable])).toEqual([
    ["score", true],
    ["train.py", false],
  ]);
});

test("a tar.gz is one too", async () => {
  const { folder, project } = await setUp();
  execFileSync("tar", ["-czf", folder.path("x.tgz"), "-C", folder.path("recipe"), "."]);
  const { source } = value(await unpack(project, "x.tgz", readFileSync(folder.path("x.tgz"))));
  expect(readdirSync(folder.path(source))).toEqual(["train.py"]);
});

test("a wheel is run by its package, with what it says that it needs", async () => {
  const { folder, project } = await setUp();
  const wheel = makeZip([
    { name: "retail/__init__.py" },
    { name: "retail/train.py", content: "1\n" },
    { name: "retail/score.py", content: "2\n" },
    { name: "retail-1.0.dist-info/METADATA", content: "Name: retail\nRequires-Dist: pandas>=2\n" },
    { name: "retail-1.0.dist-info/RECORD" },
  ]);
  const { source, command } = value(await unpack(project, "retail-1.0-py3-none-any.whl", wheel));
  expect(command).toEqual({
    train: ["python", "-m", "retail.train"],
    score: ["python", "-m", "retail.score"],
  });
  expect(readFileSync(folder.path(`${source}/requirements.txt`), "utf8")).toBe("pandas>=2\n");
});

test("a jar stays a jar, also where it is not called so", async () => {
  const { folder, project } = await setUp();
  const jar = makeZip([{ name: "META-INF/MANIFEST.MF", content: "Main-Class: A\n" }, { name: "A.class" }]);
  const named = value(await unpack(project, "retail.jar", jar, "Spark"));
  expect(readFileSync(folder.path(`${named.source}/retail.jar`)).equals(jar)).toBe(true);
  const unnamed = value(await unpack(project, "blob", jar, "Spark"));
  expect(readdirSync(folder.path(unnamed.source))).toEqual(["app.jar"]);
});

test.each<[string, Uint8Array, string]>([
  ["text", Buffer.from("print(1)"), "it is neither a zip, a wheel, an egg, a jar nor a tar.gz"],
  ["nothing", Buffer.alloc(0), "it is neither a zip, a wheel, an egg, a jar nor a tar.gz"],
  [
    "a zip that is cut off",
    makeZip([train]).subarray(0, 60),
    "End of central directory record signature not found",
  ],
  ["a zip that leads out", makeZip([{ name: "../../x" }]), "invalid relative path: ../../x"],
  [
    "a zip of links",
    makeZip([{ name: "l", content: "/etc", mode: 0o120777 }]),
    '"l" in it is a symbolic link',
  ],
  ["a broken tar.gz", Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3]), ""],
  [
    "no program",
    makeZip([{ name: "README.md" }]),
    "it holds no program of a task. Looked for preprocess (executable)",
  ],
])("%s is refused with a reason, and leaves nothing", async (_, bytes, why) => {
  const { folder, project, incoming } = await setUp();
  const unpacked = await unpack(project, "x.zip", bytes);
  expect(unpacked).toMatchObject({
    ok: false,
    failure: {
      code: "MLX8049",
      summary: expect.stringContaining(`x.zip cannot be used as a recipe: ${why}`),
    },
  });
  expect(JSON.stringify(unpacked)).not.toContain(folder.root);
  expect([incoming(), existsSync(folder.path(".mlx/uploads"))]).toEqual([[], false]);
});

test("what is too large, or breaks off, leaves nothing", async () => {
  const { project, incoming } = await setUp();
  const content = chunksOf(Buffer.alloc(5000));
  expect(await receiveUpload(project, { name: "../../big.zip", content, maxBytes: 4999 })).toMatchObject({
    ok: false,
    failure: { code: "MLX8048", summary: "big.zip is larger than 4,999 bytes" },
  });
  async function* aborted(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(10);
    throw new TypeError("the client went");
  }
  await expect(receiveUpload(project, { content: aborted(), maxBytes: 100 })).rejects.toThrow(
    "the client went",
  );
  expect(incoming()).toEqual([]);
});

test.each([
  [undefined, "artifact"],
  ["", "artifact"],
  ["..", "artifact"],
  ["C:\\Users\\me\\recipe.zip", "recipe.zip"],
  ["/etc/passwd", "passwd"],
  ["a\u0000b\u202ec.zip", "abc.zip"],
])("a file that the client calls %j is called %j", async (given, name) => {
  const { project, folder } = await setUp();
  const upload = value(
    await receiveUpload(project, {
      ...(given === undefined ? {} : { name: given }),
      content: chunksOf(Buffer.from("x")),
      maxBytes: 1,
    }),
  );
  expect([upload.name, upload.bytes]).toEqual([name, 1]);
  expect(upload.path.startsWith(join(folder.root, ".mlx/incoming/"))).toBe(true);
});

test("uploads that no recipe has as its source are collected when they are old; restorable ones stay", async () => {
  const { folder, project } = await setUp();
  const send = async (text: string) =>
    value(await unpack(project, "x.zip", makeZip([{ ...train, content: text }]))).source;
  const [used, deleted, unused, young] = [await send("1"), await send("2"), await send("3"), await send("4")];
  const inside = value(
    await unpack(project, "x.zip", makeZip([train, { ...train, name: "sub/train.py" }])),
  ).source;
  const put = (name: string, source: string) =>
    declareResources(project, { put: [{ kind: "recipe", name, value: { source } }] });
  value(await put("used", used));
  value(await put("inside", `${inside}/sub`));
  value(await put("deleted", deleted));
  value(await declareResources(project, { remove: [formatAddress({ kind: "recipe", name: "deleted" })] }));
  const old = new Date(Date.now() - 3 * 86_400_000);
  for (const source of [used, inside, deleted, unused]) utimesSync(folder.path(source), old, old);
  const uploads = async (dryRun: boolean) => {
    const { parts, problems } = value(await collectGarbage(project, { dryRun, storesAreKnown: false }));
    expect(problems).toEqual([]);
    return parts.find(({ kind }) => kind === "uploads");
  };
  expect(await uploads(true)).toEqual({ kind: "uploads", count: 1, bytes: 1 });
  expect(await uploads(false)).toEqual({ kind: "uploads", count: 1, bytes: 1 });
  expect(await uploads(false)).toEqual({ kind: "uploads", count: 0, bytes: 0 });
  const isThere = (source: string) => existsSync(folder.path(source));
  expect([used, inside, deleted, young].map(isThere)).toEqual([true, true, true, true]);
  expect(isThere(unused)).toBe(false);
  // What is sent again counts as new.
  await send("1");
  expect(statSync(folder.path(used)).mtimeMs).toBeGreaterThan(old.getTime());
});

test("a recipe that comes back has its upload again, as long as its files are kept", async () => {
  const { folder, project } = await setUp();
  const { source } = value(await unpack(project, "x.zip", makeZip([train])));
  const address = formatAddress({ kind: "recipe", name: "sent" });
  const put = { kind: "recipe", name: "sent", value: { source } } as const;
  value(await declareResources(project, { put: [put] }));
  value(await declareResources(project, { remove: [address] }));
  rmSync(folder.path(source), { recursive: true });
  value(await restoreResource(project, address));
  expect(readFileSync(folder.path(`${source}/train.py`), "utf8")).toBe("print('trained')\n");
  // It can be said again, as a client does that changes its description alone.
  value(await declareResources(project, { put: [put] }));

  value(await declareResources(project, { remove: [address] }));
  rmSync(folder.path(".mlx/cas"), { recursive: true });
  expect(await restoreResource(project, address)).toMatchObject({
    failure: { code: "MLX8047", summary: "recipe/sent cannot be restored: its source was collected since" },
  });
});

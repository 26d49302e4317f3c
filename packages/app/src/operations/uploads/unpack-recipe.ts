import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { MlxError, type RecipeType, type Result, systemErrorCode, toResult } from "@mlx/core";
import { unpackArchive, unpackZip } from "@mlx/data";
import { fileNotWritable } from "../../errors.ts";
import type { Project } from "../../project.ts";
import { findPrograms, type RecipeFile } from "../../recipes/find-programs.ts";
import { requirementsOf } from "../../recipes/requirements-of.ts";
import { stateFolderOf } from "../../state-folder.ts";
import { incomingFolder } from "../../uploads/incoming.ts";
import { uploadUnusable } from "./errors.ts";
import type { Upload } from "./receive-upload.ts";

/** Where a recipe of the language finds what was uploaded. */
export interface UnpackedRecipe {
  /** Relative to the project; named after its content. */
  readonly source: string;
  /** Where the convention (`train.py`, an executable `train`) does not do: of a wheel. */
  readonly command?: { readonly [program: string]: readonly string[] };
}

const limits = { maxFiles: 100_000, maxBytes: 50 * 2 ** 30, maxRatio: 200, ratioFrom: 64 * 2 ** 20 };

/**
 * A zip, wheel, egg or tar.gz of source, or a jar, becomes a folder that stays: it is in no one's way, and shared by
 * equal uploads. The upload itself is left as it is. Failure: 8049 it is none of these, is damaged, leaves its folder,
 * is too large, or has no program; 8004.
 */
export function unpackRecipe(
  project: Project,
  upload: Upload,
  { type }: { readonly type: RecipeType },
): Promise<Result<UnpackedRecipe>> {
  return toResult(async () => {
    const { ids } = await project.adapters();
    const state = stateFolderOf(project.root);
    const work = incomingFolder(state, ids.uuid());
    try {
      await fill(work, upload, type);
      const folder = await withoutShell(work);
      const files = await listFiles(folder);
      const programs = findPrograms(files, type);
      if ("problem" in programs) throw uploadUnusable(upload.name, programs.problem, programs.next);
      const requirements = await requirementsOf(
        folder,
        files.map(({ path }) => path),
      );
      if (requirements !== undefined) await writeFile(join(folder, "requirements.txt"), requirements);
      const name = await digestOf(folder);
      await settle(folder, join(state, "uploads", name));
      const { command } = programs;
      return { source: `.mlx/uploads/${name}`, ...(command === undefined ? {} : { command }) };
    } catch (error) {
      throw failureOf(upload.name, state, error);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
}

async function fill(work: string, { path, name }: Upload, type: RecipeType): Promise<void> {
  await mkdir(work, { recursive: true });
  const kind = await kindOf(path);
  if (kind === undefined)
    throw uploadUnusable(name, "it is neither a zip, a wheel, an egg, a jar nor a tar.gz", [
      "send an archive with the recipe's source: `zip -r recipe.zip .` in its folder",
    ]);
  const isNamedJar = /\.jar$/i.test(name);
  if (kind === "tar") return unpackArchive(path, work, limits);
  if (!isNamedJar) await unpackZip(path, work, limits);
  if (isNamedJar || (type === "Spark" && (await holdsClasses(work)))) {
    // Its classes are no source: Spark takes it as it is.
    await rm(work, { recursive: true, force: true });
    await mkdir(work);
    await copyFile(path, join(work, isNamedJar ? name : "app.jar"), constants.COPYFILE_FICLONE);
  }
}

/** As a jar does, whatever it is called. */
async function holdsClasses(folder: string): Promise<boolean> {
  const files = await listFiles(folder);
  return (
    files.some(({ path }) => path === "META-INF/MANIFEST.MF") &&
    files.some(({ path }) => path.endsWith(".class"))
  );
}

const zipMagic = Buffer.from("PK\x03\x04", "latin1");
const gzipMagic = Buffer.from([0x1f, 0x8b]);

async function kindOf(path: string): Promise<"zip" | "tar" | undefined> {
  const file = await open(path, "r");
  try {
    const { buffer } = await file.read(Buffer.alloc(512), 0, 512, 0);
    if (buffer.subarray(0, 4).equals(zipMagic)) return "zip";
    const isTar = buffer.subarray(257, 262).toString("latin1") === "ustar";
    return isTar || buffer.subarray(0, 2).equals(gzipMagic) ? "tar" : undefined;
  } finally {
    await file.close();
  }
}

/** Archives often hold one folder with all the rest in it, as those of GitHub do; a package of Python is none of these. */
async function withoutShell(folder: string): Promise<string> {
  await rm(join(folder, "__MACOSX"), { recursive: true, force: true });
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => name !== ".DS_Store");
  const [only] = entries;
  if (only === undefined || entries.length > 1 || !only.isDirectory()) return folder;
  const inside = join(folder, only.name);
  const isPackage = (await readdir(inside)).includes("__init__.py");
  return isPackage ? folder : inside;
}

/** Relative to the folder, with `/`, sorted. */
async function listFiles(folder: string): Promise<readonly RecipeFile[]> {
  const files: RecipeFile[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const full = join(entry.parentPath, entry.name);
    const path = full.slice(folder.length + 1);
    files.push({ path, executable: ((await stat(full)).mode & 0o100) !== 0 });
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Of names, modes and contents: equal folders have equal ones. */
async function digestOf(folder: string): Promise<string> {
  const all = createHash("sha256");
  for (const { path, executable } of await listFiles(folder)) {
    const content = createHash("sha256");
    for await (const chunk of createReadStream(join(folder, path))) content.update(chunk);
    all.update(`${JSON.stringify(path)} ${executable ? "x" : "-"} ${content.digest("hex")}\n`);
  }
  return all.digest("hex");
}

/** One that is there already is the same, and counts as used now; it may be collected at this very moment. */
async function settle(folder: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const now = new Date();
  await utimes(folder, now, now);
  for (;;) {
    try {
      await rename(folder, target);
      return;
    } catch (error) {
      const code = systemErrorCode(error);
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    }
    try {
      await utimes(target, now, now);
      return;
    } catch (error) {
      if (systemErrorCode(error) !== "ENOENT") throw error;
    }
  }
}

/** What is wrong with an archive is told of the file that the client sent, not of where it lies here. */
function failureOf(name: string, state: string, error: unknown): unknown {
  if (error instanceof MlxError) {
    if (error.code !== "MLX6009" && error.code !== "MLX6110") return error;
    const [, why = error.summary] = / cannot be unpacked: (.*)$/s.exec(error.summary) ?? [];
    return uploadUnusable(name, why, error.next, error);
  }
  const code = systemErrorCode(error);
  if (code === "ENAMETOOLONG" || code === "EEXIST" || code === "ENOTDIR" || code === "EISDIR")
    return uploadUnusable(name, "it holds names that contradict each other, or are too long", [], error);
  return code === undefined ? error : fileNotWritable(state, code);
}

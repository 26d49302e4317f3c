/**
 * Folders below which a program may have written: it may have put a link to anywhere in the place of
 * one, and mlx, who may more than the program, must not follow it.
 */
import { lstat, mkdir } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { systemErrorCode } from "@mlx/core";

/** Whether `base`, `path` and all between them are there and are folders themselves, not links to one. */
export async function isRealFolder(base: string, path: string): Promise<boolean> {
  for (const folder of [base, ...foldersBetween(base, path)]) {
    if (!(await isFolder(folder))) return false;
  }
  return true;
}

/** Makes what is missing from `base` down to `path`; false, and nothing more, where a link is met. */
export async function makeRealFolder(base: string, path: string): Promise<boolean> {
  for (const folder of foldersBetween(base, path)) {
    try {
      await mkdir(folder);
    } catch (error) {
      if (systemErrorCode(error) !== "EEXIST") throw error;
    }
    if (!(await isFolder(folder))) return false;
  }
  return true;
}

function foldersBetween(base: string, path: string): readonly string[] {
  const names = relative(base, path).split(sep);
  return names.map((_, index) => join(base, ...names.slice(0, index + 1)));
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isDirectory();
  } catch (error) {
    const code = systemErrorCode(error);
    // EACCES: a folder above it was closed by the program, so nothing below it can be read either.
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EACCES") return false;
    throw error;
  }
}

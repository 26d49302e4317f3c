import { randomUUID } from "node:crypto";
import {
  chmodSync,
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { copyFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { type Digest, type Manifest, systemErrorCode } from "@mlx/core";
import { blobDamaged, targetNotEmpty, writeFailure } from "../errors.ts";
import { forEachAtOnce } from "../files/for-each-at-once.ts";
import { syncPath } from "../files/sync-path.ts";

/** Copying up to here is quicker done than handed to another thread. */
const smallFile = 256 * 1024;
const copiesAtOnce = 8;
const copyMode = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;

export interface Materialisation {
  readonly manifest: Manifest;
  /** Of the manifest, for failures. */
  readonly digest: Digest;
  readonly pathOf: (digest: Digest) => string;
  readonly target: string;
  readonly readOnly: boolean;
  /** Whether everything is on the disk before the folder appears. */
  readonly flushed: boolean;
}

/**
 * Writes the files out under a temporary name beside `target` and renames that: `target` is complete
 * or was not touched.
 */
export async function materialise({
  manifest,
  digest,
  pathOf,
  target,
  readOnly,
  flushed,
}: Materialisation): Promise<void> {
  const wanted = resolve(target);
  const temporary = join(dirname(wanted), `.${randomUUID()}.mlx-tmp`);
  try {
    checkTarget(wanted);
    mkdirSync(temporary, { recursive: true });
    const folders = makeFolders(temporary, manifest);
    await forEachAtOnce(manifest.entries, copiesAtOnce, async (entry) => {
      const path = join(temporary, entry.path);
      const neededFor = `${entry.path} of ${digest}`;
      const blob = pathOf(entry.digest);
      const stats = statSync(blob, { throwIfNoEntry: false });
      if (stats === undefined) throw blobDamaged(entry.digest, "is missing", neededFor);
      if (stats.size !== entry.size) throw blobDamaged(entry.digest, "is damaged", neededFor);
      if (entry.size <= smallFile) copyFileSync(blob, path, copyMode);
      else await copyFile(blob, path, copyMode);
      if (flushed) await syncPath(path);
      chmodSync(path, (readOnly ? 0o444 : 0o644) | (entry.executable ? 0o111 : 0));
    });
    if (readOnly) for (const folder of folders) chmodSync(folder, 0o555);
    if (flushed) for (const folder of folders) await syncPath(folder);
    renameSync(temporary, wanted);
    if (flushed) await syncPath(dirname(wanted));
  } catch (error) {
    removeFolder(temporary);
    const code = systemErrorCode(error);
    if (code === "ENOTEMPTY" || code === "EEXIST") throw targetNotEmpty(target);
    throw writeFailure(target, error);
  }
}

/** True for the temporary name of a folder that was being written out. */
export function isTemporaryFolder(name: string): boolean {
  return name.startsWith(".") && name.endsWith(".mlx-tmp");
}

function checkTarget(target: string): void {
  try {
    if (readdirSync(target).length > 0) throw targetNotEmpty(target);
  } catch (error) {
    if (systemErrorCode(error) === "ENOTDIR") throw targetNotEmpty(target);
    if (systemErrorCode(error) !== "ENOENT") throw error;
  }
}

/** The folder and all below it, the deeper before those they stand in. */
function makeFolders(root: string, manifest: Manifest): readonly string[] {
  const paths = new Set<string>();
  for (const { path } of manifest.entries) {
    for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
      const folder = path.slice(0, end);
      if (paths.has(folder)) break;
      paths.add(folder);
    }
  }
  const sorted = [...paths].sort();
  for (const path of sorted) mkdirSync(join(root, path));
  return [...sorted.map((path) => join(root, path)).reverse(), root];
}

/** Its folders may be read-only already. Never fails, so that the failure that led here is shown. */
function removeFolder(folder: string): void {
  try {
    chmodSync(folder, 0o755);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
      if (entry.isDirectory()) chmodSync(join(entry.parentPath, entry.name), 0o755);
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // It was not made at all, or the disk itself is gone.
  }
}

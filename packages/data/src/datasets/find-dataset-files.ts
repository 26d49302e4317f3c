import { type BigIntStats, readdirSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type DatasetFormat, type DatasetSpec, MlxError, systemErrorCode } from "@mlx/core";
import { datasetEmpty, datasetMissing, datasetNotReadable, datasetWithoutBatches } from "../errors.ts";
import { closestName } from "./closest-name.ts";
import { newestBatch } from "./newest-batch.ts";

export interface FoundDatasetFile {
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  readonly stats: BigIntStats;
}

const extensions: { readonly [format in DatasetFormat]: readonly string[] } = {
  csv: [".csv", ".csv.gz"],
  parquet: [".parquet"],
  jsonl: [".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz"],
};

/**
 * The files of a dataset, sorted by name; at least one. A path that exists is that file or folder, even
 * where it looks like a glob. Of a folder those count that end like files of the format; of a glob all
 * that match. Hidden files and folders never count. With `batches: latest` the newest batch in the folder
 * is the folder.
 */
export async function findDatasetFiles(
  root: string,
  spec: DatasetSpec,
): Promise<readonly FoundDatasetFile[]> {
  const path = resolve(root, spec.path);
  const stats = statOf(path);
  if (stats?.isFile()) {
    if (spec.batches !== undefined) throw datasetWithoutBatches(spec.path, path, "is a file");
    return [{ name: basename(path), path, stats }];
  }
  if (stats?.isDirectory()) {
    const folder = spec.batches === undefined ? path : batchFolder(path, spec);
    return notEmpty(filesBelow(folder, spec.format), spec, folder, endings(spec.format));
  }
  if (stats !== undefined) throw datasetNotReadable(path, "It is neither a file nor a folder.");
  const glob = splitGlob(path);
  if (glob === undefined) throw missing(spec.path, path);
  if (statOf(glob.base) === undefined) throw missing(spec.path, glob.base);
  if (spec.batches !== undefined) throw datasetWithoutBatches(spec.path, glob.base, "is a glob");
  return notEmpty(await matchingFiles(glob), spec, glob.base, glob.pattern);
}

/** The folder itself while there is nothing in it: what it will receive has yet to be made. */
function batchFolder(path: string, { path: written, format }: DatasetSpec): string {
  const names = reading(path, () => readdirSync(path));
  const newest = newestBatch(names.filter((name) => statOf(join(path, name))?.isDirectory()));
  if (newest !== undefined) return join(path, newest);
  if (filesBelow(path, format).length > 0)
    throw datasetWithoutBatches(written, path, "holds files but no batch");
  return path;
}

function endings(format: DatasetFormat): string {
  return extensions[format].map((extension) => `*${extension}`).join(", ");
}

function notEmpty(
  files: readonly FoundDatasetFile[],
  spec: DatasetSpec,
  folder: string,
  lookedFor: string,
): readonly FoundDatasetFile[] {
  if (files.length === 0) throw datasetEmpty(spec.path, folder, lookedFor);
  return [...files].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Follows symbolic links to wherever they lead: data often lies elsewhere. */
function filesBelow(root: string, format: DatasetFormat): readonly FoundDatasetFile[] {
  const files: FoundDatasetFile[] = [];
  const visit = (folder: string, prefix: string, above: readonly string[]) => {
    const real = realpathSync.native(folder);
    if (above.includes(real))
      throw datasetNotReadable(folder, "It is a symbolic link to a folder that it stands in.");
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const path = join(folder, entry.name);
      const name = `${prefix}${entry.name}`;
      const matches = extensions[format].some((extension) => name.toLowerCase().endsWith(extension));
      if (!matches && entry.isFile()) continue;
      const stats = entry.isDirectory() ? undefined : statOf(path);
      if (entry.isDirectory() || stats?.isDirectory()) visit(path, `${name}/`, [...above, real]);
      else if (!matches) continue;
      else if (stats === undefined) throw datasetNotReadable(path, nothingThere(entry.isSymbolicLink()));
      else if (stats.isFile()) files.push({ name, path, stats });
      else throw datasetNotReadable(path, "It is not an ordinary file.");
    }
  };
  reading(root, () => visit(root, "", []));
  return files;
}

function nothingThere(isLink: boolean): string {
  return isLink ? "It is a symbolic link to nothing." : "Its name is not UTF-8, or it has just been removed.";
}

interface Glob {
  /** Absolute; the part of the path before the first segment with a wildcard. */
  readonly base: string;
  readonly pattern: string;
}

function splitGlob(path: string): Glob | undefined {
  const segments = path.split("/");
  const first = segments.findIndex((segment) => /[*?[\]{}()!]/.test(segment));
  if (first === -1) return undefined;
  return { base: segments.slice(0, first).join("/") || "/", pattern: segments.slice(first).join("/") };
}

async function matchingFiles({ base, pattern }: Glob): Promise<readonly FoundDatasetFile[]> {
  const { glob } = await import("tinyglobby");
  const names = await glob(pattern, { cwd: base, expandDirectories: false, onlyFiles: true });
  return names.flatMap((name) => {
    const path = join(base, name);
    const stats = statOf(path);
    if (stats === undefined) throw datasetNotReadable(path, nothingThere(false));
    return stats.isFile() ? [{ name, path, stats }] : [];
  });
}

/** `undefined` where there is nothing. */
function statOf(path: string): BigIntStats | undefined {
  return reading(path, () => statSync(path, { bigint: true, throwIfNoEntry: false }));
}

function reading<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof MlxError || systemErrorCode(error) === undefined) throw error;
    throw datasetNotReadable(path, error);
  }
}

/** Names the nearest folder that exists, and what in it is spelt almost like what was looked for. */
function missing(written: string, path: string): MlxError {
  let absent = path;
  let existing = dirname(path);
  while (existing !== dirname(existing) && !statOf(existing)?.isDirectory()) {
    absent = existing;
    existing = dirname(existing);
  }
  let names: readonly string[] = [];
  try {
    names = readdirSync(existing);
  } catch {
    // A suggestion is a courtesy: without the names there is none.
  }
  const close = closestName(basename(absent), names);
  const rest = path.slice(absent.length);
  return datasetMissing({
    written,
    path,
    ...(absent === path ? {} : { existing }),
    ...(close === undefined ? {} : { suggestion: `${join(existing, close)}${rest}` }),
  });
}

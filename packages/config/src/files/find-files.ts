/** Which files make up a project. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectFile } from "./find-project.ts";
import { addIgnoreFile, type Ignored, ignoredFromAbove } from "./ignored-by-git.ts";

/**
 * Every `*.mlx.yaml` below the root, sorted, relative and with `/`; without dot folders,
 * `node_modules`, folders that are projects of their own, and what `.gitignore` files name, also those above the root in the same repository.
 */
export async function findFiles(root: string): Promise<readonly string[]> {
  const found: string[] = [];
  await walk(root, "", await ignoredFromAbove(root), found);
  return found.sort();
}

/** The files that `include` patterns name, sorted, and the patterns that name none. */
export async function findIncludedFiles(
  root: string,
  patterns: readonly string[],
): Promise<{ readonly files: readonly string[]; readonly unmatched: readonly string[] }> {
  const { glob } = await import("tinyglobby");
  const excluded = patterns.filter((pattern) => pattern.startsWith("!")).map((pattern) => pattern.slice(1));
  const files = new Set<string>();
  const unmatched: string[] = [];
  for (const pattern of patterns) {
    if (pattern.startsWith("!")) continue;
    const options = { cwd: root, dot: false, expandDirectories: false, followSymbolicLinks: false } as const;
    const matches = await glob([pattern], { ...options, ignore: ["**/node_modules/**", ...excluded] });
    for (const match of matches) if (match !== projectFile) files.add(match);
    if (matches.length === 0) unmatched.push(pattern);
  }
  return { files: [...files].sort(), unmatched };
}

async function walk(root: string, folder: string, ignored: Ignored, found: string[]): Promise<void> {
  const absolute = folder === "" ? root : join(root, folder);
  const entries = readEntries(absolute);
  if (folder !== "" && entries.some(({ name }) => name === projectFile)) return;
  const here = entries.some(({ name }) => name === ".gitignore")
    ? await addIgnoreFile(absolute, ignored)
    : ignored;
  for (const entry of entries) {
    const { name } = entry;
    if (name.startsWith(".") || name === "node_modules") continue;
    const isFolder = entry.isDirectory();
    if (!isFolder && !name.endsWith(".mlx.yaml")) continue;
    if (here(join(absolute, name), isFolder) === true) continue;
    const path = folder === "" ? name : `${folder}/${name}`;
    if (isFolder) await walk(root, path, here, found);
    else found.push(path);
  }
}

function readEntries(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

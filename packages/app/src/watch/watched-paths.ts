import { existsSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, relative, resolve, sep } from "node:path";
import { createIgnoreCheck, type LoadedProject } from "@mlx/config";

export interface WatchedPaths {
  /** Also watch what the project reads, wherever it lies; returns what the root's own watch does not cover. */
  declare(loaded: Pick<LoadedProject, "watchFiles" | "state">): readonly string[];
  /** Absolute; without `stats` only what is ignored whatever it is. */
  isIgnored(path: string, stats?: Stats): boolean;
}

/**
 * What a watch looks at: the root, without what git ignores, hidden files and what no project means to
 * be read; and all that the project declares or reads, whether it lies outside or git ignores it (data
 * usually is both).
 */
export async function createWatchedPaths(root: string): Promise<WatchedPaths> {
  const isIgnoredByGit = await createIgnoreCheck(root);
  const declared = new Set<string>();
  const isCovered = (path: string) =>
    isInside(root, path) && !isHidden(relative(root, path)) && !isIgnoredByGit(path, isFolder(path));
  return {
    declare: ({ watchFiles, state }) => {
      const found = [...watchFiles, ...(state?.resources ?? []).flatMap(readBy)]
        .map((path) => fixedPart(resolve(root, path)))
        .flatMap((path) => [path, realPath(path)])
        .filter((path) => !declared.has(path));
      for (const path of found) declared.add(path);
      return [...new Set(found)].filter((path) => !isCovered(path));
    },
    isIgnored: (path, stats) => {
      const holder = findHolder(path, declared);
      if (holder !== undefined) return isHidden(relative(holder, path));
      if (!isInside(root, path)) return true;
      if (isHidden(relative(root, path))) return true;
      return stats !== undefined && isIgnoredByGit(path, stats.isDirectory());
    },
  };
}

function readBy(resource: NonNullable<LoadedProject["state"]>["resources"][number]): readonly string[] {
  if (resource.kind === "dataset") return [resource.spec.path];
  return resource.kind === "recipe" && "source" in resource.spec.origin ? [resource.spec.origin.source] : [];
}

/** Of a glob the folder that it searches. */
function fixedPart(path: string): string {
  if (existsSync(path)) return path;
  const parts = path.split(sep);
  const magic = parts.findIndex((part) => /[*?[\]{}()!]/.test(part));
  return magic === -1 ? path : parts.slice(0, magic).join(sep) || sep;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** The path itself or the nearest folder above it that is declared. */
function findHolder(path: string, declared: ReadonlySet<string>): string | undefined {
  for (let at = path; ; at = dirname(at)) {
    if (declared.has(at)) return at;
    if (dirname(at) === at) return undefined;
  }
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

/** Git's files, mlx's own, and what no project means to be read; of a relative path. */
function isHidden(path: string): boolean {
  return path
    .split(sep)
    .some((part) => part.startsWith(".") || part === "node_modules" || part === "__pycache__");
}

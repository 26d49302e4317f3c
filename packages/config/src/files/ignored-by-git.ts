/** What the `.gitignore` files of a project, and of the repository that it stands in, say about a path. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Ignore } from "ignore";

/** Decides by the `.gitignore` files from the outermost folder inwards; the innermost opinion counts. */
export type Ignored = (absolutePath: string, isFolder: boolean) => boolean | undefined;

/**
 * For paths below the root, in any order: true for what git ignores there, and for all that lies in an
 * ignored folder. A `.gitignore` is read once, when the first path of its folder is asked for.
 */
export async function createIgnoreCheck(
  root: string,
): Promise<(absolutePath: string, isFolder: boolean) => boolean> {
  const { default: createRules } = await import("ignore");
  const above = await ignoredFromAbove(root);
  const rules = new Map<string, Ignored>();
  const folders = new Map<string, boolean>([[root, false]]);
  const rulesIn = (folder: string): Ignored => {
    let known = rules.get(folder);
    if (known === undefined) {
      const outer = folder === root ? above : rulesIn(dirname(folder));
      known = withRules(folder, createRules, outer);
      rules.set(folder, known);
    }
    return known;
  };
  const isFolderIgnored = (folder: string): boolean => {
    let known = folders.get(folder);
    if (known === undefined) {
      known = isIgnored(folder, true);
      folders.set(folder, known);
    }
    return known;
  };
  const isIgnored = (path: string, isFolder: boolean): boolean => {
    const folder = dirname(path);
    return folder !== path && (isFolderIgnored(folder) || rulesIn(folder)(path, isFolder) === true);
  };
  return (path, isFolder) => (isFolder ? isFolderIgnored(path) : isIgnored(path, false));
}

/** The rules of a folder's own `.gitignore`, if it can be read, over the outer ones. */
export async function addIgnoreFile(folder: string, outer: Ignored): Promise<Ignored> {
  const { default: createRules } = await import("ignore");
  return withRules(folder, createRules, outer);
}

/** The rules of the folders above the root, up to the one that holds the repository. */
export async function ignoredFromAbove(root: string): Promise<Ignored> {
  const above: string[] = [];
  for (let folder = root; !existsSync(join(folder, ".git")); ) {
    const parent = dirname(folder);
    if (parent === folder) return () => undefined;
    above.unshift(parent);
    folder = parent;
  }
  let ignored: Ignored = () => undefined;
  for (const folder of above) {
    if (existsSync(join(folder, ".gitignore"))) ignored = await addIgnoreFile(folder, ignored);
  }
  return ignored;
}

function withRules(folder: string, createRules: () => Ignore, outer: Ignored): Ignored {
  const rules = readRules(folder, createRules);
  if (rules === undefined) return outer;
  return (path, isFolder) => {
    const inner = relative(folder, path).replaceAll("\\", "/") + (isFolder ? "/" : "");
    const { ignored, unignored } = rules.test(inner);
    return ignored ? true : unignored ? false : outer(path, isFolder);
  };
}

function readRules(folder: string, createRules: () => Ignore): Ignore | undefined {
  try {
    return createRules().add(readFileSync(join(folder, ".gitignore"), "utf8"));
  } catch {
    return undefined;
  }
}

import { lstatSync } from "node:fs";
import { notPublishable, tooLarge } from "../errors.ts";
import { walkFolder } from "../files/walk-folder.ts";

export interface OutputFile {
  readonly path: string;
  readonly real: string;
}

export interface OutputLimits {
  readonly maxFiles: number;
  readonly maxBytes: number;
}

interface HardLinked {
  readonly path: string;
  readonly links: bigint;
  /** The names that were found inside, without symbolic links. */
  readonly names: Set<string>;
}

/**
 * All files that a task left in a folder. A file with hard links is refused when some of its names
 * stand elsewhere: whoever has those could still change it.
 */
export async function findOutputFiles(
  folder: string,
  { maxFiles, maxBytes }: OutputLimits,
): Promise<readonly OutputFile[]> {
  // Whoever put it there chose what it leads to.
  if (isLink(folder)) throw notPublishable(folder, ".", "is a symbolic link");
  const files: OutputFile[] = [];
  const hardLinked = new Map<string, HardLinked>();
  let bytes = 0n;
  await walkFolder(folder, {
    maxEntries: maxFiles,
    choose: () => () => true,
    onFile: ({ path, real, stats }) => {
      bytes += stats.size;
      if (bytes > BigInt(maxBytes)) throw tooLarge(folder, path, maxBytes);
      files.push({ path, real });
      if (stats.nlink <= 1n) return;
      const inode = `${stats.dev}:${stats.ino}`;
      const known = hardLinked.get(inode) ?? { path, links: stats.nlink, names: new Set<string>() };
      hardLinked.set(inode, known);
      known.names.add(real);
    },
  });
  for (const { path, links, names } of hardLinked.values())
    if (links > BigInt(names.size))
      throw notPublishable(folder, path, "is a hard link to a file that also has a name elsewhere");
  return files;
}

/** What is not there, or not to be looked at, is told by whoever walks it. */
function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

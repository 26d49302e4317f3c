import { readFile } from "node:fs/promises";

/**
 * How many files a process of this user may have open at most; `undefined` where the system does not
 * say. An engine that runs as this user, or in the same sandbox as mlx, can give no more, and starts no
 * container with more.
 */
export async function readOpenFilesLimit(path = "/proc/self/limits"): Promise<number | undefined> {
  const text = await readFile(path, "utf8").catch(() => "");
  const limit = /^Max open files\s+\S+\s+(\d+|unlimited)/m.exec(text)?.[1];
  if (limit === undefined) return undefined;
  return limit === "unlimited" ? Number.POSITIVE_INFINITY : Number(limit);
}

import { readFileSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Where git keeps what belongs to the work tree that a folder lies in: `.git`, or where a worktree's `.git` file points. */
export function findGitFolder(from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const git = join(folder, ".git");
    const stats = statSync(git, { throwIfNoEntry: false });
    if (stats?.isDirectory()) return git;
    const [, pointed] = stats?.isFile() ? (/^gitdir: *(.+)$/m.exec(readFileSync(git, "utf8")) ?? []) : [];
    if (pointed !== undefined) return resolve(folder, pointed.trimEnd());
    if (dirname(folder) === folder) return undefined;
  }
}

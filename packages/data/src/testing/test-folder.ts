/** Folders for tests: made under the system's temporary folder, removed when the test is over. */
import {
  chmodSync,
  type Dirent,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

export function makeTestFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "mlx-data-")));
  onTestFinished(() => removeTestFolder(folder));
  return folder;
}

/** Also what is read-only. */
export function removeTestFolder(folder: string): void {
  for (const { path, entry } of walk(folder)) if (entry.isDirectory()) chmodSync(path, 0o755);
  rmSync(folder, { recursive: true, force: true });
}

/** Node's own recursive listing follows symbolic links, without end where they lead back. */
function* walk(folder: string): Generator<{ readonly path: string; readonly entry: Dirent }> {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (existsSync(path) || entry.isSymbolicLink()) yield { path, entry };
    if (entry.isDirectory()) yield* walk(path);
  }
}

/** Path to content; a path ending in `*` is executable (without the star). */
export type Tree = { readonly [path: string]: string | Uint8Array };

/** Writes the files below `folder`, which is made, and returns it. */
export function writeTree(folder: string, tree: Tree): string {
  mkdirSync(folder, { recursive: true });
  for (const [key, content] of Object.entries(tree)) {
    const path = join(folder, key.replace(/\*$/, ""));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    chmodSync(path, key.endsWith("*") ? 0o755 : 0o644);
  }
  return folder;
}

/** What `writeTree` would write, content as base64 and only of the files. */
export function readTree(folder: string): { readonly [path: string]: string } {
  const tree: [string, string][] = [];
  for (const { path, entry } of walk(folder)) {
    if (entry.isDirectory()) continue;
    const key = `${path.slice(folder.length + 1)}${statSync(path).mode & 0o100 ? "*" : ""}`;
    tree.push([key, readFileSync(path).toString("base64")]);
  }
  return Object.fromEntries(tree.sort(([a], [b]) => (a < b ? -1 : 1)));
}

import type { Digest, Manifest, ManifestEntry } from "@mlx/core";

const mostNames = 3;

/**
 * `train.py, new.py (added), old.py (removed) and 4 more`; empty when no file differs but those to
 * leave out, `undefined` when one of the manifests is not at hand.
 */
export function nameChangedFiles(
  before: Digest | undefined,
  after: Digest | undefined,
  manifests: ReadonlyMap<Digest, Manifest>,
  leaveOut: readonly string[] = [],
): string | undefined {
  const was = before === undefined ? undefined : manifests.get(before);
  const is = after === undefined ? undefined : manifests.get(after);
  if (was === undefined || is === undefined) return undefined;
  const names = changedFiles(was, is).filter(({ path }) => !leaveOut.includes(path));
  const shown = names
    .slice(0, mostNames)
    .map(({ path, how }) => (how === "changed" ? path : `${path} (${how})`))
    .join(", ");
  return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

interface ChangedFile {
  readonly path: string;
  readonly how: "added" | "removed" | "changed";
}

/** By path. */
function changedFiles(before: Manifest, after: Manifest): readonly ChangedFile[] {
  const old = new Map(before.entries.map((entry) => [entry.path, entry]));
  const files: ChangedFile[] = [];
  for (const entry of after.entries) {
    const was = old.get(entry.path);
    old.delete(entry.path);
    if (was === undefined) files.push({ path: entry.path, how: "added" });
    else if (!isSameFile(was, entry)) files.push({ path: entry.path, how: "changed" });
  }
  for (const path of old.keys()) files.push({ path, how: "removed" });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isSameFile(a: ManifestEntry, b: ManifestEntry): boolean {
  return a.digest === b.digest && a.executable === b.executable;
}

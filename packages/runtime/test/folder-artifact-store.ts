/** An artifact store that is just folders; enough to give sources and models to an executor. */
import { chmod, cp, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ArtifactStore, Digest, Manifest, ManifestEntry } from "@mlx/core";
import { digestOf, digestOfJson, InternalError } from "@mlx/core";

export interface FolderArtifactStore extends ArtifactStore {
  add(files: { readonly [path: string]: string | Buffer }): Promise<Digest>;
}

/** Files whose content starts with `#!` are executable. */
export function createFolderArtifactStore(root: string): FolderArtifactStore {
  const folderOf = (digest: Digest) => join(root, digest.slice("sha256:".length));
  const unused = async () => {
    throw new InternalError("an executor does not publish");
  };

  async function add(files: { readonly [path: string]: string | Buffer }): Promise<Digest> {
    const digest = digestOfJson(files);
    for (const [path, content] of Object.entries(files)) {
      const target = join(folderOf(digest), path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, content);
      if (content.toString().startsWith("#!")) await chmod(target, 0o755);
    }
    return digest;
  }

  async function readManifest(digest: Digest): Promise<Manifest> {
    const folder = folderOf(digest);
    const entries: ManifestEntry[] = [];
    for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
      const absolute = join(entry.parentPath, entry.name);
      if (!entry.isFile()) continue;
      const { size, mode } = await stat(absolute);
      const path = absolute.slice(folder.length + 1);
      const content = digestOf(await readFile(absolute));
      entries.push({ path, size, executable: (mode & 0o100) !== 0, digest: content });
    }
    return { version: 1, entries };
  }

  async function readEntry(manifest: Manifest, path: string): Promise<Uint8Array | undefined> {
    const digest = manifest.entries.find((entry) => entry.path === path)?.digest;
    if (digest === undefined) return undefined;
    for (const entry of await readdir(root, { withFileTypes: true, recursive: true })) {
      if (!entry.isFile()) continue;
      const content = await readFile(join(entry.parentPath, entry.name));
      if (digestOf(content) === digest) return content;
    }
    return undefined;
  }

  return {
    add,
    inspectSource: unused,
    snapshotSource: unused,
    publish: unused,
    has: unused,
    archive: unused,
    openFile: unused,
    combine: unused,
    collect: unused,
    deliver: unused,
    readManifest,
    readFile: readEntry,
    materialise: async (digest, target, { readOnly }) => {
      await cp(folderOf(digest), target, { recursive: true });
      if (!readOnly) return;
      for (const { path, executable } of (await readManifest(digest)).entries)
        await chmod(join(target, path), executable ? 0o555 : 0o444);
    },
  };
}

import { Readable } from "node:stream";
import type { ArtifactStore, Manifest } from "@mlx/core";
import { InternalError } from "@mlx/core";

/**
 * The folder of a manifest as a tar archive that is the same for the same content: sorted, owned by
 * root, of 1970, with modes 0644 and 0755. `instead` holds files that stand in for those of the
 * folder, or beside them, by path. Files are read one at a time while it is consumed.
 */
export async function packContext(
  artifacts: Pick<ArtifactStore, "readFile">,
  manifest: Manifest,
  instead: ReadonlyMap<string, string>,
): Promise<Readable> {
  const { default: tar } = await import("tar-stream");
  const pack = tar.pack();
  const executables = new Set(manifest.entries.filter((entry) => entry.executable).map(({ path }) => path));
  const paths = [...new Set([...manifest.entries.map(({ path }) => path), ...instead.keys()])].sort();

  async function contentOf(path: string): Promise<Buffer> {
    const text = instead.get(path);
    if (text !== undefined) return Buffer.from(text);
    const content = await artifacts.readFile(manifest, path);
    if (content === undefined) throw new InternalError(`${path} is in the manifest, but cannot be read`);
    return Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  }
  /** Resolves when the entry was taken up, so that no more than one file is held. */
  function write(name: string, mode: number, content?: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      const type = content === undefined ? "directory" : "file";
      const header = {
        name,
        type,
        mode,
        size: content?.length ?? 0,
        mtime: new Date(0),
        uid: 0,
        gid: 0,
      } as const;
      pack
        .entry(header, (error) => {
          if (error) reject(error);
          else resolve();
        })
        .end(content);
    });
  }
  async function fill(): Promise<void> {
    const folders = new Set<string>();
    for (const path of paths) {
      for (const folder of foldersOf(path)) {
        if (!folders.has(folder)) await write(folder, 0o755);
        folders.add(folder);
      }
      await write(path, executables.has(path) ? 0o755 : 0o644, await contentOf(path));
    }
    pack.finalize();
  }
  fill().catch((error: unknown) => {
    pack.destroy(error instanceof Error ? error : new InternalError(String(error)));
  });
  return Readable.from(pack, { objectMode: false });
}

/** `a`, `a/b` of `a/b/c`. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

import type { Artifact, Manifest, ManifestEntry } from "../artifact.ts";
import type { Digest } from "../json.ts";
import type { ImageBuild } from "../resource.ts";

/**
 * Files by content. Nothing in it is ever changed; the same content is kept once. Conformance suite:
 * `@mlx/data/testing`.
 *
 * Failures (`MlxError`): 6001 the folder is missing or not readable · 6002 something in it may not be
 * published (device, FIFO, socket, a symbolic link that leaves it, too many files, too large): names
 * the path · 6003 no space left · 6004 a blob is missing or damaged ·
 * 6005 a file keeps changing while it is read · 6006 the store or target cannot be written ·
 * 6007 the target is there and not an empty folder.
 */
export interface ArtifactStore {
  /**
   * The manifest of a source folder as it would be snapshotted. As a recipe's source: what git ignores
   * (`.gitignore`, `.mlxignore`), names that begin with a dot, `__pycache__` and virtual environments
   * are left out. With `build`, as what an image is built from: what `.dockerignore` names, or
   * `<dockerfile>.dockerignore` where there is one, by Docker's rules; the Dockerfile, if it is there,
   * and that ignore file always belong to it. Never a part of either: `.mlx` and `mlx.lock`, which mlx
   * writes itself. Content hashes are cached by size and modification time. Reads only. Also 6008: the
   * ignore file holds a pattern that cannot be read.
   */
  inspectSource(folder: string, build?: BuildFiles): Promise<SourceSnapshot>;
  /** Stores a source folder; returns what `inspectSource` says of it. Idempotent. */
  snapshotSource(folder: string, build?: BuildFiles): Promise<SourceSnapshot>;
  /** Stores every file of an output folder. Idempotent, also after a crash. */
  publish(
    folder: string,
    limits: { readonly maxFiles: number; readonly maxBytes: number },
  ): Promise<Artifact>;
  readManifest(digest: Digest): Promise<Manifest>;
  /** Whether all of the artifact is there; what is found so is safe from collections for now. */
  has(digest: Digest): Promise<boolean>;
  /** Folders put into one: `{ train, evaluate }` is a folder with these two in it. Copies nothing. */
  combine(folders: { readonly [name: string]: Digest }): Promise<Artifact>;
  /** The content of a small file of a manifest; `undefined` when it has no such path. */
  readFile(manifest: Manifest, path: string): Promise<Uint8Array | undefined>;
  /** The content of any file of a manifest, read while it is consumed; the whole of it is checked. */
  openFile(entry: ManifestEntry, range?: ContentRange): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Writes the folder out at `target` (made, must be absent or empty) as files of its own, never
   * links into the store: copy on write where the file system can, else copies.
   */
  materialise(digest: Digest, target: string, options: { readonly readOnly: boolean }): Promise<void>;
  /**
   * Hands a folder to the user: `target` appears whole or not at all, with its parents, writable.
   * Nothing happens when it is there already, so that it may be repeated after a crash.
   */
  deliver(digest: Digest, target: string): Promise<void>;
  /**
   * The folder as a tar.gz, byte for byte the same each time: sorted, without times, owners or names of
   * machines.
   */
  archive(digest: Digest): Promise<AsyncIterable<Uint8Array>>;
  /**
   * Removes what nothing refers to and is older than `olderThanSeconds`: manifests that are not among
   * `referenced`, and blobs that no manifest which stays names. A publish under way is never hurt, in
   * whichever process. `dryRun` only counts. Aborting the signal ends it between two removals.
   */
  collect(options: {
    readonly referenced: ReadonlySet<Digest>;
    readonly olderThanSeconds: number;
    readonly dryRun: boolean;
    readonly signal?: AbortSignal;
  }): Promise<{ readonly count: number; readonly bytes: number }>;
}

/** Bytes of a file, both inclusive and within it. */
export interface ContentRange {
  readonly start: number;
  readonly end: number;
}

/** What of an `ImageBuild` decides which files of its context belong to it. */
export type BuildFiles = Pick<ImageBuild, "dockerfile">;

export interface SourceSnapshot {
  readonly manifest: Manifest;
  readonly digest: Digest;
}

import { randomUUID } from "node:crypto";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { type Clock, type Digest, isJsonObject, type Json, systemErrorCode } from "@mlx/core";
import { writeFailure } from "../../errors.ts";
import { syncPath } from "../../files/sync-path.ts";

/** A window as it lies in the cache. */
export interface CachedWindow {
  /** Absolute. */
  readonly path: string;
  readonly rows: number;
  /** Of the file's content, as it was written. */
  readonly digest: Digest;
}

export interface WindowCache {
  /** Counts as used from now on. Whether the file is still what it was is for the caller to check. */
  find(key: Digest, name: string): CachedWindow | undefined;
  /** Of one that is damaged. */
  remove(key: Digest): void;
  /** `write` gets the path of the file to make, and a folder that is removed afterwards. */
  make(
    key: Digest,
    name: string,
    write: (path: string, scratch: string) => Promise<Omit<CachedWindow, "path">>,
  ): Promise<CachedWindow>;
}

/** The name in the folder of a window that is being made, or removed. */
export const makingSuffix = ".making";
export const removedSuffix = ".removed";

/**
 * `<folder>/<key>/files/<name>`, with `window.json` beside. A window appears as a whole; the time of its folder
 * tells when it was last used.
 */
export function createWindowCache(folder: string, clock: Clock): WindowCache {
  const placeOf = (key: Digest) => join(folder, key.slice("sha256:".length));

  const find: WindowCache["find"] = (key, name) => {
    const place = placeOf(key);
    try {
      // First, so that a collection which comes now either sees it, or has taken the folder away already.
      utimesSync(place, clock.now() / 1000, clock.now() / 1000);
      const about = parseAbout(JSON.parse(readFileSync(join(place, "window.json"), "utf8")));
      const path = join(place, "files", name);
      return about !== undefined && statSync(path).isFile() ? { path, ...about } : undefined;
    } catch {
      return undefined;
    }
  };

  /** What another process has made meanwhile, and somebody may read already, stays, and is returned. */
  const place = (making: string, key: Digest, name: string): CachedWindow | undefined => {
    try {
      renameSync(making, placeOf(key));
    } catch (error) {
      const code = systemErrorCode(error);
      if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
      const theirs = find(key, name);
      if (theirs === undefined) replaceWindow(making, placeOf(key));
      return theirs;
    }
  };

  return {
    find,
    remove(key) {
      rmSync(placeOf(key), { recursive: true, force: true });
    },
    async make(key, name, write) {
      const making = join(folder, `${randomUUID()}${makingSuffix}`);
      try {
        const scratch = join(making, "scratch");
        mkdirSync(scratch, { recursive: true });
        mkdirSync(join(making, "files"));
        const path = join(making, "files", name);
        const about = await write(path, scratch);
        rmSync(scratch, { recursive: true, force: true });
        writeFileSync(join(making, "window.json"), JSON.stringify(about));
        chmodSync(path, 0o444);
        await syncPath(path);
        return place(making, key, name) ?? { ...about, path: join(placeOf(key), "files", name) };
      } catch (error) {
        throw writeFailure(folder, error);
      } finally {
        rmSync(making, { recursive: true, force: true });
      }
    },
  };
}

/** Puts it in place of what is there and is no window. */
function replaceWindow(made: string, place: string): void {
  const aside = `${made}${removedSuffix}`;
  try {
    renameSync(place, aside);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") throw error;
  }
  renameSync(made, place);
  rmSync(aside, { recursive: true, force: true });
}

function parseAbout(value: Json): Omit<CachedWindow, "path"> | undefined {
  if (!isJsonObject(value)) return undefined;
  const { rows, digest } = value;
  if (typeof rows !== "number" || typeof digest !== "string" || !/^sha256:[0-9a-f]{64}$/.test(digest))
    return undefined;
  return { rows, digest: `sha256:${digest.slice("sha256:".length)}` };
}

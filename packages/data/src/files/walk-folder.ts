import { type BigIntStats, type Dirent, lstatSync, readdirSync, realpathSync, statSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { MlxError, systemErrorCode } from "@mlx/core";
import { folderMissing, notAFolder, notPublishable, notReadable, tooMany } from "../errors.ts";

/** Entries between two breaths, so that a huge folder does not hold up the rest of the program. */
const breath = 4000;

export interface FoundFile {
  /** Relative to the folder that was walked, with `/`. */
  readonly path: string;
  /** Absolute, without symbolic links. */
  readonly real: string;
  /** Of the file itself, also where `path` is a link to it. */
  readonly stats: BigIntStats;
}

export interface Listing {
  /** Relative; empty for the folder itself. */
  readonly path: string;
  readonly real: string;
  readonly entries: readonly Dirent[];
}

/** Whether an entry takes part. A link to a folder is asked for twice, as a file and as a folder. */
type Choice = (path: string, name: string, isFolder: boolean) => boolean;

export interface WalkOptions {
  /** Files and folders at most. */
  readonly maxEntries: number;
  /** What takes part of each folder; `undefined` leaves the whole folder out. */
  readonly choose: (listing: Listing) => Choice | undefined | Promise<Choice | undefined>;
  readonly onFile: (file: FoundFile) => void;
}

interface Frame {
  readonly path: string;
  readonly real: string;
  readonly parent: Frame | undefined;
}

/**
 * Finds the files below a folder, in no order. Symbolic links are followed where they stay inside.
 * Fails with 6001 (not there, not readable) and 6002 (nothing that may be stored, or too many); what
 * vanishes while it is looked at is passed over.
 */
export async function walkFolder(folder: string, { maxEntries, choose, onFile }: WalkOptions): Promise<void> {
  const root = realRoot(folder);
  const inside = root.endsWith("/") ? root : `${root}/`;
  const refuse = (path: string, why: string) => notPublishable(folder, path, why);
  const stack: Frame[] = [{ path: "", real: root, parent: undefined }];
  let seen = 0;

  const addFile = (path: string, real: string) => {
    const stats = lstatSync(real, { bigint: true, throwIfNoEntry: false });
    if (stats === undefined) {
      if (path.includes("\uFFFD")) throw refuse(path, "has a name that is not UTF-8");
    } else if (stats.isFile()) onFile({ path, real, stats });
    else throw refuse(path, `is ${sortOf(stats)}`);
  };

  const follow = (frame: Frame, path: string, name: string, choice: Choice) => {
    const link = `${frame.real}/${name}`;
    const stats = statOfTarget(link);
    const isFolder = stats?.isDirectory() === true;
    if (!choice(path, name, false) || (isFolder && !choice(path, name, true))) return;
    checkName(path, name);
    if (stats === undefined) throw refuse(path, "is a symbolic link to nothing");
    const real = realpathSync.native(link);
    if (real !== root && !real.startsWith(inside))
      throw refuse(path, `is a symbolic link that leaves the folder, to ${real}`);
    if (!isFolder) return addFile(path, real);
    for (let above: Frame | undefined = frame; above !== undefined; above = above.parent)
      if (above.real === real) throw refuse(path, "is a symbolic link to a folder that it stands in");
    stack.push({ path, real, parent: frame });
  };

  const checkName = (path: string, name: string) => {
    if (/[\0\r\n]/.test(name)) throw refuse(path, "has a line break in its name");
  };

  for (let frame = stack.pop(); frame !== undefined; frame = stack.pop()) {
    const entries = listFolder(frame, folder);
    const choice = await choose({ path: frame.path, real: frame.real, entries });
    if (choice === undefined) continue;
    for (const entry of entries) {
      const { name } = entry;
      const path = frame.path === "" ? name : `${frame.path}/${name}`;
      seen += 1;
      if (seen > maxEntries) throw tooMany(folder, path, maxEntries);
      if (seen % breath === 0) await setImmediate();
      if (entry.isSymbolicLink()) follow(frame, path, name, choice);
      else if (choice(path, name, entry.isDirectory())) {
        checkName(path, name);
        const real = `${frame.real}/${name}`;
        if (entry.isDirectory()) stack.push({ path, real, parent: frame });
        else addFile(path, real);
      }
    }
  }
}

function realRoot(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") throw folderMissing(folder, error);
    throw systemErrorCode(error) === "ENOTDIR" ? notAFolder(folder) : notReadable(folder, error);
  }
}

function listFolder(frame: Frame, folder: string): readonly Dirent[] {
  try {
    return readdirSync(frame.real, { withFileTypes: true });
  } catch (error) {
    const code = systemErrorCode(error);
    if (frame.path === "") {
      if (code === "ENOENT") throw folderMissing(folder, error);
      if (code === "ENOTDIR") throw notAFolder(folder);
    } else if (code === "ENOENT") {
      if (frame.path.includes("\uFFFD"))
        throw notPublishable(folder, frame.path, "has a name that is not UTF-8");
      return [];
    }
    throw notReadable(frame.real, error);
  }
}

/** `undefined` where the link leads to nothing, or round in a circle. */
function statOfTarget(link: string): BigIntStats | undefined {
  try {
    return statSync(link, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    if (systemErrorCode(error) === "ELOOP") return undefined;
    throw error instanceof MlxError ? error : notReadable(link, error);
  }
}

function sortOf(stats: BigIntStats): string {
  if (stats.isFIFO()) return "a FIFO";
  if (stats.isSocket()) return "a socket";
  if (stats.isBlockDevice() || stats.isCharacterDevice()) return "a device";
  return "not an ordinary file";
}

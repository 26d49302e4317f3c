/** How the files of each input channel get into a container. */
import { randomUUID } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, realpath, rm, stat } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import type { DatasetFile } from "@mlx/core";
import { cloneFile } from "../../contract/clone-file.ts";
import type { ChannelPlan, InputPlan } from "../../contract/input-plan.ts";
import { mayRead, type Reader } from "./may-read.ts";

export interface InputPlaces {
  readonly reader: Reader;
  /** Of the user; never mounted. */
  readonly home: string;
  /** A folder of the attempt, to try things out in. */
  readonly scratch: string;
}

/** An engine takes a few hundred mounts well, and slows down with thousands. */
const mostMounts = 256;
/** They hold sockets, devices and what else a task must not reach; nothing in them is mounted. */
const systemFolders = ["/boot", "/dev", "/etc", "/proc", "/run", "/sys", "/var/run"];
/** What lies in them belongs to many. */
const sharedFolders = ["/", "/home", "/root", "/tmp", "/usr", "/var"];

/**
 * Copies that share their blocks where the file system has such; else each file as a mount of its own;
 * and where those were too many, the folder that a channel's files have in common. What the
 * container's user could not read is copied.
 */
export async function planInputs(
  inputs: { readonly [channel: string]: readonly DatasetFile[] },
  places: InputPlaces,
): Promise<InputPlan> {
  const plan: Record<string, ChannelPlan> = {};
  let mounts = 0;
  // Small channels first, so that one large one does not take the mounts from all.
  const channels = Object.entries(inputs).sort(([, a], [, b]) => a.length - b.length);
  for (const [channel, files] of channels) {
    const [first] = files;
    if (first === undefined || (await canClone(first, places.scratch))) {
      plan[channel] = { type: "copies" };
    } else if (mounts + files.length <= mostMounts) {
      const sources = await readableSources(files, places.reader);
      mounts += Object.keys(sources).length;
      plan[channel] = { type: "mounts", sources };
    } else {
      const folder = await commonFolder(files, places);
      mounts += 1;
      plan[channel] = folder === undefined ? { type: "copies" } : { type: "folder", source: folder };
    }
  }
  return plan;
}

async function canClone({ path }: DatasetFile, scratch: string): Promise<boolean> {
  const probe = join(scratch, `probe.${randomUUID()}`);
  try {
    return await cloneFile(path, probe);
  } finally {
    await rm(probe, { force: true });
  }
}

async function readableSources(files: readonly DatasetFile[], reader: Reader) {
  const sources: Record<string, string> = {};
  for (const { name, path } of files) {
    if (mayRead(await stat(path), reader, "read")) sources[name] = await realpath(path);
  }
  return sources;
}

/** `undefined` where some file could not be read through it, or it is none that may be mounted. */
async function commonFolder(
  files: readonly DatasetFile[],
  { reader, home }: InputPlaces,
): Promise<string | undefined> {
  const resolve = createResolver();
  let common: string | undefined;
  for (const { path } of files) {
    const { real, stats } = await resolve(path);
    if (!mayRead(stats, reader, "read")) return undefined;
    const folder = dirname(real);
    common = common === undefined ? folder : sharedFolder(common, folder);
  }
  if (common === undefined || !mayMount(common, await realpath(home).catch(() => home))) return undefined;
  const checked = new Set<string>();
  for (const { path } of files) {
    const { real } = await resolve(path);
    for (let folder = dirname(real); !checked.has(folder); folder = dirname(folder)) {
      if (!mayRead(await stat(folder), reader, "enter")) return undefined;
      checked.add(folder);
      if (folder === common) break;
    }
  }
  return common;
}

/** A whole path is only resolved where its last name is a link: the folders are few. */
export function createResolver(): (
  path: string,
) => Promise<{ readonly real: string; readonly stats: Stats }> {
  const folders = new Map<string, string>();
  return async (path) => {
    const folder = dirname(path);
    const known = folders.get(folder) ?? (await realpath(folder));
    folders.set(folder, known);
    const stats = await lstat(path);
    if (!stats.isSymbolicLink()) return { real: join(known, basename(path)), stats };
    return { real: await realpath(path), stats: await stat(path) };
  };
}

function sharedFolder(one: string, other: string): string {
  let shared = one;
  while (other !== shared && !other.startsWith(shared === sep ? sep : shared + sep)) shared = dirname(shared);
  return shared;
}

/** Not the whole machine, no folder of the system's, and neither the user's home nor one around it. */
export function mayMount(folder: string, home: string): boolean {
  const isWithin = (path: string, outer: string) => `${path}${sep}`.startsWith(`${outer}${sep}`);
  if (sharedFolders.includes(folder) || isWithin(home, folder)) return false;
  return !systemFolders.some((outer) => isWithin(folder, outer));
}

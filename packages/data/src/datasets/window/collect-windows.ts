import { randomUUID } from "node:crypto";
import { readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Clock, systemErrorCode } from "@mlx/core";
import { removeLeftovers } from "../../artifacts/remove-leftovers.ts";
import { datasetNotReadable, writeFailure } from "../../errors.ts";
import { makingSuffix, removedSuffix } from "./window-cache.ts";

const day = 24 * 60 * 60 * 1000;

export interface WindowCollection {
  readonly folder: string;
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly unusedSince: number;
  readonly dryRun: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Removes windows that nobody has asked for since. One is first given another name: whoever asks for it then makes
 * it anew, and one that was asked for in that very moment is put back. Failures: 6006, 6102.
 */
export async function collectWindows({
  folder,
  clock,
  unusedSince,
  dryRun,
  signal,
}: WindowCollection): Promise<{ readonly count: number; readonly bytes: number }> {
  if (!dryRun)
    removeLeftovers(
      folder,
      clock.now() - day,
      (name) => name.endsWith(makingSuffix) || name.endsWith(removedSuffix),
    );
  let [count, bytes] = [0, 0];
  for (const name of windowsIn(folder)) {
    if (signal?.aborted) break;
    await setImmediate();
    const place = join(folder, name);
    const usedAt = usedAtOf(place);
    if (usedAt === undefined || usedAt >= unusedSince) continue;
    const size = sizeOf(place);
    if (!dryRun && !remove(place, unusedSince)) continue;
    count += 1;
    bytes += size;
  }
  return { count, bytes };
}

function windowsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name));
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return [];
    throw datasetNotReadable(folder, error);
  }
}

/** False where it was used meanwhile, or somebody else has removed it. */
function remove(place: string, unusedSince: number): boolean {
  const aside = `${join(place, "..", randomUUID())}${removedSuffix}`;
  try {
    renameSync(place, aside);
    if ((usedAtOf(aside) ?? 0) >= unusedSince) {
      renameSync(aside, place);
      return false;
    }
    rmSync(aside, { recursive: true, force: true });
    return true;
  } catch (error) {
    const code = systemErrorCode(error);
    // Made anew by somebody else, or gone.
    if (code === "ENOENT" || code === "ENOTEMPTY" || code === "EEXIST") return false;
    throw writeFailure(place, error);
  }
}

function usedAtOf(place: string): number | undefined {
  return statSync(place, { throwIfNoEntry: false })?.mtimeMs;
}

function sizeOf(place: string): number {
  let bytes = 0;
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return bytes;
}

import { statSync, utimesSync } from "node:fs";
import { systemErrorCode } from "@mlx/core";

/** A blob that was touched more recently, in milliseconds, is not touched again; collections leave it alone. */
export const touchedWithin = 3_600_000;

/**
 * Tells collections that somebody counts on the blob from now on. False where it may be gone all the same,
 * so that it has to be put again: it was removed meanwhile, or belongs to somebody else.
 */
export function touchBlob(path: string, modified: number, now: number): boolean {
  if (modified > now - touchedWithin) return true;
  try {
    utimesSync(path, now / 1000, now / 1000);
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    // Nothing can be removed from it either.
    return systemErrorCode(error) === "EROFS";
  }
}

import type { BigIntStats } from "node:fs";

/** Milliseconds since 1970, rounded as Node rounds `mtimeMs`, so that the two can be compared. */
export function modifiedAt({ mtimeNs }: BigIntStats): number {
  return Number(mtimeNs / 1_000_000_000n) * 1000 + Number(mtimeNs % 1_000_000_000n) / 1e6;
}

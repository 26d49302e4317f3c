import type { Stats } from "node:fs";
import type { UserIds } from "./container-user.ts";

/** Whoever reads inside the container, as this machine sees it. */
export interface Reader {
  /** Absent where that is not known: only what everybody may read counts. */
  readonly ids?: UserIds;
  /** No permission stops it. */
  readonly everything: boolean;
}

/** By the file's mode: the engine gives the container's user none of mlx's further groups. */
export function mayRead(
  { uid, gid, mode }: Pick<Stats, "uid" | "gid" | "mode">,
  { ids, everything }: Reader,
  wanted: "read" | "enter",
): boolean {
  if (everything) return true;
  const bit = wanted === "read" ? 4 : 1;
  const shift = ids?.uid === uid ? 6 : ids?.gid === gid ? 3 : 0;
  return ((mode >> shift) & bit) !== 0;
}

import { readdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Clock, MlxError } from "@mlx/core";
import { checkWhole } from "./check-whole.ts";
import { isTemporaryFolder, type Materialisation, materialise } from "./materialise.ts";
import { removeLeftovers } from "./remove-leftovers.ts";

const day = 24 * 60 * 60 * 1000;

export interface Delivery extends Omit<Materialisation, "readOnly" | "flushed"> {
  readonly clock: Clock;
}

/**
 * Writes a folder out for the user, flushed to the disk before it appears. A folder with something in
 * it is taken for one that was delivered before, and stays as it is.
 */
export async function deliver({ clock, ...what }: Delivery): Promise<void> {
  if (!isAbsentOrEmpty(what.target)) return;
  checkWhole(what);
  try {
    await materialise({ ...what, readOnly: false, flushed: true });
  } catch (error) {
    // Another process that delivers the same has come first.
    if (!(error instanceof MlxError) || error.code !== "MLX6007" || isAbsentOrEmpty(what.target)) throw error;
  }
  removeLeftovers(dirname(resolve(what.target)), clock.now() - day, isTemporaryFolder);
}

/** Also true of what cannot be listed: writing to it finds out why. */
function isAbsentOrEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    return true;
  }
}

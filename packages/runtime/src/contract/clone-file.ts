import { constants } from "node:fs";
import { copyFile, rm } from "node:fs/promises";
import { systemErrorCode } from "@mlx/core";

const noReflink = new Set(["ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EXDEV", "ENOTTY"]);

/** Copies a file so that both share their blocks; `false`, and nothing is made, where that cannot be. */
export async function cloneFile(path: string, target: string): Promise<boolean> {
  try {
    await copyFile(path, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch (error) {
    if (!noReflink.has(systemErrorCode(error) ?? "")) throw error;
    await rm(target, { force: true });
    return false;
  }
}

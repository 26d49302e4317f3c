import { realpath } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";
import { systemErrorCode } from "@mlx/core";
import { pathNotTaken } from "../errors.ts";

/**
 * A dataset's path as a client may name it: below the project's folder, in none that begins with a dot, also where
 * links lead; of another organisation below `tenants/ORG`. Failure: 8588.
 */
export async function checkDatasetPath(
  path: string,
  { root, org }: { readonly root: string; readonly org?: string },
): Promise<string> {
  const normal = posix.normalize(path).replace(/\/$/, "");
  const parts = normal.split("/");
  if (path.includes("\\") || path.includes("\0") || posix.isAbsolute(path) || parts.includes(".."))
    throw pathNotTaken(path, "leaves the project's folder");
  if (normal === "." || parts.some((part) => part.startsWith(".")))
    throw pathNotTaken(path, "names no folder or file of data");
  const own = org === undefined ? undefined : posix.join("tenants", org);
  if (own !== undefined && !normal.startsWith(`${own}/`))
    throw pathNotTaken(path, `is not below ${own}, where the data of the organisation lies`);
  const base = await realpath(root);
  const found = relative(base, await nearest(join(base, normal))).split(sep);
  if (found[0] === ".." || found.some((part) => part.startsWith(".") && part !== ""))
    throw pathNotTaken(path, "leads out of the project's folder by a link");
  return normal;
}

/** Where the path leads, as far as it is there: the rest may be made yet. */
async function nearest(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT" && systemErrorCode(error) !== "ENOTDIR") throw error;
    const parent = dirname(path);
    return parent === path ? path : nearest(parent);
  }
}

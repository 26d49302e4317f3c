import { posix } from "node:path";

/**
 * A path as it stands in a file of `folder` (relative to the project, empty for the project's own
 * folder), relative to the project's folder, normalised and without a slash at its end. An
 * absolute path stays absolute.
 */
export function toProjectPath(path: string, folder: string): string {
  const joined = posix.isAbsolute(path) || folder === "" ? posix.normalize(path) : posix.join(folder, path);
  return joined.length > 1 && joined.endsWith("/") ? joined.slice(0, -1) : joined;
}

/** The other way: a project path as a file of `folder` would write it. */
export function fromProjectPath(path: string, folder: string): string {
  if (posix.isAbsolute(path) || folder === "") return path;
  return posix.relative(folder, path) || ".";
}

/** `s3://…` and the like. */
export function isRemote(path: string): boolean {
  return /^[A-Za-z][A-Za-z0-9+.-]+:\/\//.test(path);
}

/** The folder of a relative file, empty for the project's own. */
export function folderOf(file: string): string {
  const folder = posix.dirname(file);
  return folder === "." ? "" : folder;
}

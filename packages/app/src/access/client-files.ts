import { lstatSync, realpathSync } from "node:fs";
import { basename, dirname, join, posix, sep } from "node:path";
import type { ClientFiles } from "@mlx/config";
import { systemErrorCode } from "@mlx/core";
import type { Project } from "../project.ts";

/** Which files may be named by those who write in the project's namespace without being its files. */
export function clientFilesOf(project: Pick<Project, "root" | "namespace">): ClientFiles {
  const folder = clientFolder(project) ?? "";
  return {
    ...(folder === "" ? {} : { folder }),
    leadsAway: (path) => {
      const base = followLinks(join(project.root, folder));
      const seeming = join(base, posix.relative(folder, path));
      const found = followLinks(seeming);
      if (found === seeming) return false;
      return !found.startsWith(base + sep) || found.slice(base.length).includes(`${sep}.`);
    },
  };
}

/**
 * Relative to the project, where the files of a tenant lie; `undefined` in the project's own namespace. No two have
 * the same, or one inside of the other's: there are no slashes in the names of organisations and sandboxes.
 */
export function clientFolder({ namespace }: Pick<Project, "namespace">): string | undefined {
  if (namespace === undefined) return undefined;
  const [, org] = / org=(\S+)/.exec(namespace) ?? [];
  // None is called `-`: there is nothing for whoever has no sandbox.
  const [, sandbox = "-"] = / sandbox=(\S+)/.exec(namespace) ?? [];
  return org === undefined ? `sandboxes/${sandbox}` : `tenants/${org}/${sandbox}`;
}

/** Where the path leads, also where its last parts are not there yet. A link to nowhere leads to the root. */
function followLinks(path: string): string {
  try {
    return realpathSync(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ELOOP") return sep;
    if (code !== "ENOENT" && code !== "ENOTDIR") throw error;
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return sep;
    return join(followLinks(dirname(path)), basename(path));
  }
}

import { type FoundFile, walkFolder } from "../files/walk-folder.ts";
import { createIgnoreRules } from "./ignore-rules.ts";

/** Far above any source folder; it ends the walk of one whose links multiply without end. */
export const maxSourceEntries = 1_000_000;
const leftOutFolders = new Set(["__pycache__", "node_modules"]);

/**
 * The files of a recipe's source folder that belong to it. Left out are: what `.gitignore` and
 * `.mlxignore` files in the folder (at any level) name, everything whose name begins with a dot,
 * `__pycache__`, `*.pyc`, `node_modules`, virtual environments (folders with a `pyvenv.cfg`), and what
 * mlx writes. Rules above the folder do not count: the same files have the same digest wherever they lie.
 */
export async function findSourceFiles(folder: string): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  const rules = createIgnoreRules();
  await walkFolder(folder, {
    maxEntries: maxSourceEntries,
    choose: async (listing) => {
      if (listing.path !== "" && listing.entries.some(({ name }) => name === "pyvenv.cfg")) return undefined;
      const isIgnored = await rules.enter(listing);
      return (path, name, isFolder) => {
        if (name.startsWith(".") || isWrittenByMlx(name)) return false;
        if (isFolder ? leftOutFolders.has(name) : name.endsWith(".pyc")) return false;
        return !isIgnored(path, isFolder);
      };
    },
    onFile: (file) => files.push(file),
  });
  return files;
}

/** The state folder and the file of pinned images: an apply changes them, and would so change the source. */
export function isWrittenByMlx(name: string): boolean {
  return name === ".mlx" || name === "mlx.lock";
}

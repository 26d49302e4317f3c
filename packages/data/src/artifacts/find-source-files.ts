import { type FoundFile, walkFolder } from "../files/walk-folder.ts";
import { createIgnoreRules } from "./ignore-rules.ts";

/** Far above any source folder; it ends the walk of one whose links multiply without end. */
const maxEntries = 1_000_000;
const leftOutFolders = new Set(["__pycache__", "node_modules"]);

/**
 * The files of a recipe's source folder that belong to it. Left out are: what `.gitignore` and
 * `.mlxignore` files in the folder (at any level) name, everything whose name begins with a dot,
 * `__pycache__`, `*.pyc`, `node_modules`, and virtual environments (folders with a `pyvenv.cfg`). Rules
 * above the folder do not count: the same files have the same digest wherever they lie.
 */
export async function findSourceFiles(folder: string): Promise<readonly FoundFile[]> {
  const files: FoundFile[] = [];
  const rules = createIgnoreRules();
  await walkFolder(folder, {
    maxEntries,
    choose: async (listing) => {
      if (listing.path !== "" && listing.entries.some(({ name }) => name === "pyvenv.cfg")) return undefined;
      const isIgnored = await rules.enter(listing);
      return (path, name, isFolder) => {
        if (name.startsWith(".")) return false;
        if (isFolder ? leftOutFolders.has(name) : name.endsWith(".pyc")) return false;
        return !isIgnored(path, isFolder);
      };
    },
    onFile: (file) => files.push(file),
  });
  return files;
}

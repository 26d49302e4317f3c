import { readFileSync } from "node:fs";
import type { Ignore } from "ignore";
import { notReadable } from "../errors.ts";
import type { Listing } from "../files/walk-folder.ts";

/** Of one folder, the later over the earlier. */
const ignoreFiles = [".gitignore", ".mlxignore"];

interface RuleSet {
  /** Length of the part of a path that stands before what the rules see. */
  readonly prefix: number;
  readonly rules: Ignore;
  readonly above: RuleSet | undefined;
}

export interface IgnoreRules {
  /** Reads the folder's ignore files, if it has any; folders are entered after those they stand in. */
  enter(listing: Listing): Promise<(path: string, isFolder: boolean) => boolean>;
}

/** Git's rules: the innermost ignore file that says something about a path decides. */
export function createIgnoreRules(): IgnoreRules {
  const byFolder = new Map<string, RuleSet>();
  return {
    async enter({ path, real, entries }) {
      const own = ignoreFiles.filter((file) => entries.some(({ name }) => name === file));
      let rules = path === "" ? undefined : byFolder.get(path.slice(0, Math.max(path.lastIndexOf("/"), 0)));
      if (own.length > 0) rules = await readRules(path, real, own, rules);
      if (rules === undefined) return nothingIgnored;
      byFolder.set(path, rules);
      const innermost = rules;
      return (candidate, isFolder) => isIgnored(innermost, isFolder ? `${candidate}/` : candidate);
    },
  };
}

const nothingIgnored = () => false;

async function readRules(
  path: string,
  real: string,
  files: readonly string[],
  above: RuleSet | undefined,
): Promise<RuleSet> {
  // Loaded only where there is an ignore file: most plans need it for no folder.
  const { default: createRules } = await import("ignore");
  const rules = createRules({ ignorecase: false });
  for (const file of files) {
    try {
      rules.add(readFileSync(`${real}/${file}`, "utf8"));
    } catch (error) {
      throw notReadable(`${real}/${file}`, error);
    }
  }
  return { prefix: path === "" ? 0 : path.length + 1, rules, above };
}

function isIgnored(innermost: RuleSet, path: string): boolean {
  for (let set: RuleSet | undefined = innermost; set !== undefined; set = set.above) {
    const { ignored, unignored } = set.rules.test(path.slice(set.prefix));
    if (ignored || unignored) return ignored;
  }
  return false;
}

export interface DockerIgnoreRules {
  leavesOut(path: string): boolean;
  /** True only where no exception (`!`) can bring back anything in the folder. */
  leavesOutAllBelow(folder: string): boolean;
}

/**
 * Docker's rules, which differ from git's: all patterns start at the folder, the last one that matches
 * a path or a folder above it decides, and case counts. `failure` makes the error for a pattern that
 * cannot be read; lines count from 1.
 */
export async function createDockerIgnoreRules(
  text: string,
  failure: (line: number, pattern: string) => Error,
): Promise<DockerIgnoreRules> {
  // Loaded only where there is an ignore file.
  const { default: library } = await import("@balena/dockerignore");
  const { default: createRules } = library;
  const rules = createRules({ ignorecase: false });
  const exceptions: string[] = [];
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const pattern = withoutSurprises(line);
    try {
      // Patterns are compiled when they first meet a path.
      createRules({ ignorecase: false }).add([pattern]).ignores("a");
    } catch (error) {
      if (error instanceof SyntaxError) throw failure(index + 1, line.trim());
      throw error;
    }
    rules.add([pattern]);
    if (/^\s*!/.test(line)) exceptions.push(foldersOf(line.trim().slice(1).trim()));
  }
  const reach = exceptions.every(isPrefix)
    ? (folder: string) => exceptions.some((exception) => `${exception}/`.startsWith(`${folder}/`))
    : () => true;
  return {
    leavesOut: (path) => rules.ignores(path),
    leavesOutAllBelow: (folder) => rules.ignores(folder) && !reach(folder),
  };
}

/** Marks that mean something in regular expressions and nothing in a pattern: the library passes them on. */
function withoutSurprises(line: string): string {
  return line.replaceAll(/(?<!\\)[+(){}|]/g, "\\$&");
}

/** An exception's path: `src` of `!/src`, `!src/` and `!src/**`. */
function foldersOf(pattern: string): string {
  return pattern.replace(/^\//, "").replace(/(\/\*{0,2})+$/, "");
}

/** A path without wildcards, so that it is known which folders it lies in. */
function isPrefix(pattern: string): boolean {
  return !/[*?[\]\\]|(^|\/)\.{0,2}(\/|$)/.test(pattern);
}

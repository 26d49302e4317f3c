import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { systemErrorCode } from "@mlx/core";
import type { Outcome, ProjectFiles } from "../expressions/evaluate.ts";
import { configCode } from "../findings/config-code.ts";
import { toProjectPath } from "./project-path.ts";

const maxBytes = 10 * 1024 * 1024;

/** Reads what `file` and `sha256` name: only inside the project, symbolic links resolved. */
export interface ReferencedFiles {
  /** For expressions in a file of that folder. */
  from(folder: string): ProjectFiles;
  /** What was asked for so far, relative to the project. */
  readonly read: ReadonlySet<string>;
}

export function createReferencedFiles(root: string): ReferencedFiles {
  const contents = new Map<string, Uint8Array | Outcome>();
  const read = new Set<string>();

  function load(path: string): Uint8Array | Outcome {
    read.add(path);
    let content = contents.get(path);
    if (content === undefined) {
      content = readInside(root, path);
      contents.set(path, content);
    }
    return content;
  }

  return {
    read,
    from: (folder) => ({
      text(path) {
        const content = load(toProjectPath(path, folder));
        if (!(content instanceof Uint8Array)) return content;
        return isUtf8(content)
          ? { value: Buffer.from(content).toString("utf8") }
          : refused(path, "is not UTF-8 text");
      },
      sha256(path) {
        const content = load(toProjectPath(path, folder));
        return content instanceof Uint8Array
          ? { value: createHash("sha256").update(content).digest("hex") }
          : content;
      },
    }),
  };
}

function readInside(root: string, path: string): Uint8Array | Outcome {
  try {
    const real = realpathSync(resolve(root, path));
    const inside = relative(realpathSync(root), real);
    if (inside === ".." || inside.startsWith(`..${sep}`)) {
      return refused(path, "lies outside the project's folder");
    }
    const { size } = statSync(real);
    return size > maxBytes ? refused(path, "is larger than 10 MiB") : readFileSync(real);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    return refused(path, code === "ENOENT" ? "does not exist" : `cannot be read (${code})`);
  }
}

function refused(path: string, why: string): Outcome {
  return {
    failed: {
      code: configCode.unreadableReference,
      summary: `The file \`${path}\` ${why}.`,
      detail:
        "`file` and `sha256` read files of the project, relative to the folder of the file in which they stand.",
    },
  };
}

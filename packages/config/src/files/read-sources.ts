/** Reads and parses the files of a project. */

import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { systemErrorCode } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { openParseCache, type ParseCache } from "../text/parse-cache.ts";
import type { ParsedText } from "../text/parsed-text.ts";
import { findFiles, findIncludedFiles } from "./find-files.ts";
import { projectFile } from "./find-project.ts";
import { folderOf } from "./project-path.ts";
import { createSourceText, decodeText, type SourceFile } from "./source-file.ts";

const maxBytes = 10 * 1024 * 1024;

export interface Sources {
  /** Those that could be read as maps. */
  readonly files: readonly SourceFile[];
  /** All that were looked at. */
  readonly paths: readonly string[];
  /** Some file could not be read, so that what it declares is not known. */
  readonly incomplete: boolean;
}

export interface SourceReader {
  /** `path` is relative to the root, or absolute; `undefined` when there is no value to work with. */
  read(path: string): Promise<SourceFile | undefined>;
}

/** All files of the project: `mlx.yaml` first, then the others by name. */
export async function readSources(
  root: string,
  cacheFolder: string | undefined,
  problems: Problems,
): Promise<Sources> {
  const cache = openParseCache(cacheFolder, root);
  const reader = createSourceReader(root, cache, problems);
  const main = await reader.read(projectFile);
  const others = main === undefined ? await findFiles(root) : await findOtherFiles(root, main, problems);
  const files = main === undefined ? [] : [main];
  let incomplete = main === undefined;
  for (const path of others) {
    const file = await reader.read(path);
    if (file === undefined) incomplete = true;
    else files.push(file);
  }
  cache.save();
  return { files, paths: [projectFile, ...others], incomplete };
}

async function findOtherFiles(
  root: string,
  main: SourceFile,
  problems: Problems,
): Promise<readonly string[]> {
  const include = main.value.include;
  if (!Array.isArray(include)) return findFiles(root);
  const patterns: string[] = [];
  for (const [index, pattern] of include.entries()) {
    if (typeof pattern !== "string") continue;
    const place = { file: main, path: ["include", String(index)], on: "value" } as const;
    if (/^!?(\/|.*(^|\/)\.\.(\/|$))/.test(pattern)) {
      problems.error(configCode.include, place, `\`${pattern}\` leaves the project's folder.`, {
        detail: "A project's files stand in its own folder and below.",
      });
    } else {
      patterns.push(pattern.replace(/^(!?)\.\//, "$1"));
    }
  }
  const { files, unmatched } = await findIncludedFiles(root, patterns);
  for (const pattern of unmatched) {
    const index = include.findIndex(
      (item) => typeof item === "string" && item.replace(/^\.\//, "") === pattern,
    );
    problems.warning(
      configCode.include,
      { file: main, path: ["include", String(index)], on: "value" },
      `No file matches \`${pattern}\`.`,
    );
  }
  return files;
}

export function createSourceReader(root: string, cache: ParseCache, problems: Problems): SourceReader {
  return {
    async read(named) {
      const path = relative(root, resolve(root, named)).replaceAll("\\", "/");
      const bytes = readBytes(root, path, problems);
      if (bytes === undefined) return undefined;
      const source = createSourceText(path, bytes);
      const contentHash = hash("sha256", bytes);
      const cached = cache.get(contentHash);
      if (cached !== undefined) return { ...source, folder: folderOf(path), findings: [], ...cached };
      if (!isUtf8(bytes)) {
        const place = { source: createSourceText(path, Buffer.from("")), start: 0, end: 0 };
        problems.error(configCode.notUtf8, place, "The file is not UTF-8 text.", {
          detail: "Save it as UTF-8. Other encodings are not read.",
        });
        return undefined;
      }
      const { parseYaml } = await import("../text/parse-yaml.ts");
      const parsed: ParsedText = parseYaml(decodeText(bytes));
      for (const { code, severity, summary, detail, start, end, notes = [] } of parsed.findings) {
        problems[severity](code, { source, start, end }, summary, {
          detail,
          notes: notes.map((note) => ({
            message: note.message,
            place: { source, start: note.start, end: note.end },
          })),
        });
      }
      const { value, marks, positions, findings } = parsed;
      if (value === undefined || marks === undefined || positions === undefined) return undefined;
      if (findings.length === 0) cache.put(contentHash, { value, marks, positions });
      return { ...source, folder: folderOf(path), value, marks, positions: () => positions, findings };
    },
  };
}

function readBytes(root: string, path: string, problems: Problems): Uint8Array | undefined {
  const place = { source: createSourceText(path, Buffer.from("")), start: 0, end: 0 };
  const absolute = resolve(root, path);
  try {
    const { size } = statSync(absolute);
    if (size <= maxBytes) return readFileSync(absolute);
    problems.error(
      configCode.tooLarge,
      place,
      `The file is larger than 10 MiB (${(size / 1024 / 1024).toFixed(1)} MiB).`,
      {
        detail: "Split it into several `*.mlx.yaml` files.",
      },
    );
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    if (path === projectFile && code === "ENOENT") {
      problems.error(configCode.noProjectFile, undefined, "There is no `mlx.yaml` in this folder.", {
        detail: "`mlx init` makes one; `-C DIR` works in another folder.",
      });
    } else {
      problems.error(configCode.unreadableFile, place, `The file cannot be read (${code}).`);
    }
  }
  return undefined;
}

import { readFile } from "node:fs/promises";
import { relative, resolve } from "node:path";
import { formatText } from "@mlx/config";
import { type Diagnostic, type MlxError, type Result, systemErrorCode, toResult } from "@mlx/core";
import { fileNotReadable, invalidBecauseOf } from "../errors.ts";
import type { Project } from "../project.ts";
import { replaceFile } from "../replace-file.ts";

export interface FormatRequest {
  /** Report what would change, and write nothing. */
  readonly check: boolean;
  /** All of the project unless named. */
  readonly files?: readonly string[];
}

export interface Formatted {
  /** Relative to the project. */
  readonly changed: readonly string[];
  readonly unchanged: number;
  /** Of the files that do not parse; those are left as they are. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where a file does not parse. */
  readonly invalid: MlxError | undefined;
}

/** Lays the project's files out in their canonical form. */
export function formatProject(project: Project, { check, files }: FormatRequest): Promise<Result<Formatted>> {
  return toResult(async () => {
    const named = files?.map((file) => resolve(project.options.cwd, file));
    const paths = named ?? (await project.load()).files.map((file) => resolve(project.root, file));
    const changed: string[] = [];
    const diagnostics: Diagnostic[] = [];
    for (const path of paths) {
      const name = relative(project.root, path);
      const text = await read(path);
      const formatted = await formatText(text, name);
      if ("diagnostics" in formatted) diagnostics.push(...formatted.diagnostics);
      else if (formatted.text !== text) {
        changed.push(name);
        if (!check) await replaceFile(path, formatted.text);
      }
    }
    const unchanged = paths.length - changed.length;
    return { changed, unchanged, diagnostics, invalid: invalidBecauseOf(diagnostics) };
  });
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw fileNotReadable(path, systemErrorCode(error) ?? String(error));
  }
}

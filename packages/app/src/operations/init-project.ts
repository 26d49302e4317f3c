import { cp, mkdir, readdir, readFile } from "node:fs/promises";
import { join, relative, resolve } from "node:path";
import { type Result, systemErrorCode, toResult } from "@mlx/core";
import { fileNotWritable, folderTaken, noSuchTemplate } from "../errors.ts";
import { prepareStateFolder } from "../state-folder.ts";

export const templates = [
  { name: "hello", summary: "the smallest project: fit a line with Python's standard library" },
  { name: "retail", summary: "forecast the weekly sales of 45 stores with scikit-learn" },
  { name: "nightly", summary: "load, check and learn a meter's readings on schedules, with `mlx up`" },
  { name: "service", summary: "a service with schedules, timeframes and a policy of which model it uses" },
  { name: "pipeline", summary: "preprocess, train, evaluate and score in one run" },
  { name: "serve", summary: "a model behind HTTP, switched while it answers" },
] as const;

export interface InitRequest {
  readonly cwd: string;
  /** Made if need be; `cwd` unless named. */
  readonly folder?: string;
  readonly template?: string;
  /** Write over files that are there. */
  readonly force?: boolean;
  /** Where the templates' folders are. */
  readonly templatesFolder: string;
}

export interface InitializedProject {
  /** Absolute. */
  readonly folder: string;
  /** Relative to the folder. */
  readonly files: readonly string[];
  readonly template: string;
}

/** Makes a project that runs as it is. Failures: 8004 to 8006. */
export function initProject(request: InitRequest): Promise<Result<InitializedProject>> {
  return toResult(async () => {
    const template = request.template ?? templates[0].name;
    if (!templates.some(({ name }) => name === template))
      throw noSuchTemplate(
        template,
        templates.map(({ name }) => name),
        request.folder,
      );
    const source = join(request.templatesFolder, template);
    const folder = resolve(request.cwd, request.folder ?? ".");
    const files = await listFiles(source);
    if (!request.force) {
      const taken = await filterExisting(folder, files);
      if (taken.length > 0)
        throw folderTaken(folder, taken, {
          template,
          ...(request.folder === undefined ? {} : { dir: request.folder }),
        });
    }
    try {
      await mkdir(folder, { recursive: true });
      for (const file of files) await cp(join(source, file), join(folder, file));
    } catch (error) {
      throw fileNotWritable(folder, systemErrorCode(error) ?? String(error));
    }
    await prepareStateFolder(folder);
    return { folder, files, template };
  });
}

async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function filterExisting(folder: string, files: readonly string[]): Promise<readonly string[]> {
  const existing: string[] = [];
  for (const file of files)
    try {
      await readFile(join(folder, file));
      existing.push(file);
    } catch {
      // Not there: nothing would be lost.
    }
  return existing;
}

import { readFileSync } from "node:fs";
import { type BuildFiles, systemErrorCode } from "@mlx/core";
import { ignoreFileUnreadable, notReadable } from "../errors.ts";
import { type FoundFile, walkFolder } from "../files/walk-folder.ts";
import { createDockerIgnoreRules, type DockerIgnoreRules } from "./docker-ignore-rules.ts";
import { isWrittenByMlx, maxSourceEntries } from "./find-source-files.ts";

/**
 * The files of a folder that an image is built from, as Docker would send them: hidden files too, but
 * not what the ignore file names. The Dockerfile and the ignore file always belong to it.
 */
export async function findBuildFiles(
  folder: string,
  { dockerfile }: BuildFiles,
): Promise<readonly FoundFile[]> {
  const ignoreFile = readIgnoreFile(folder, dockerfile);
  const rules = await createRules(folder, ignoreFile);
  const always = [dockerfile, ...(ignoreFile === undefined ? [] : [ignoreFile.path])];
  const files: FoundFile[] = [];
  await walkFolder(folder, {
    maxEntries: maxSourceEntries,
    choose: () => (path, name, isFolder) => {
      if (isWrittenByMlx(name)) return false;
      if (always.some((wanted) => wanted === path || wanted.startsWith(`${path}/`))) return true;
      return isFolder ? !rules.leavesOutAllBelow(path) : !rules.leavesOut(path);
    },
    onFile: (file) => files.push(file),
  });
  return files;
}

interface IgnoreFile {
  /** Relative to the folder. */
  readonly path: string;
  readonly text: string;
}

/** The Dockerfile's own ignore file wins over the folder's. */
function readIgnoreFile(folder: string, dockerfile: string): IgnoreFile | undefined {
  for (const path of [`${dockerfile}.dockerignore`, ".dockerignore"]) {
    try {
      return { path, text: readFileSync(`${folder}/${path}`, "utf8") };
    } catch (error) {
      const code = systemErrorCode(error);
      if (code !== "ENOENT" && code !== "ENOTDIR") throw notReadable(`${folder}/${path}`, error);
    }
  }
  return undefined;
}

const nothingLeftOut: DockerIgnoreRules = { leavesOut: () => false, leavesOutAllBelow: () => false };

async function createRules(folder: string, file: IgnoreFile | undefined): Promise<DockerIgnoreRules> {
  if (file === undefined) return nothingLeftOut;
  return createDockerIgnoreRules(file.text, (line, pattern) =>
    ignoreFileUnreadable(`${folder}/${file.path}`, line, pattern),
  );
}

import { posix } from "node:path";
import type { ArtifactStore, Digest, Manifest } from "@mlx/core";
import { requirementsNotInstalled } from "../errors.ts";

/** `requirements.txt` and the files that it includes, by path in the source folder. */
export type Requirements = ReadonlyMap<string, string>;

export const requirementsFile = "requirements.txt";
const include = /^(?:-r|--requirement|-c|--constraint)(?:\s+|=)(\S+)/;
const localPath = /^(?:-e\b|--editable\b|\.{0,2}\/|\.$|file:)|@\s*file:/;

/**
 * What the recipe asks to have installed; `undefined` where it asks for nothing. Only files of the
 * source folder may be included. Fails: 4003.
 */
export async function readRequirements(
  artifacts: ArtifactStore,
  source: Digest,
): Promise<Requirements | undefined> {
  const manifest = await artifacts.readManifest(source);
  const files = new Map<string, string>();
  await readInto(files, artifacts, manifest, requirementsFile);
  const asks = [...files.values()].some((text) => /^\s*[^#\s]/m.test(text));
  return asks ? files : undefined;
}

async function readInto(
  files: Map<string, string>,
  artifacts: ArtifactStore,
  manifest: Manifest,
  path: string,
): Promise<boolean> {
  if (files.has(path)) return true;
  const content = await artifacts.readFile(manifest, path);
  if (content === undefined) return false;
  const text = new TextDecoder().decode(content);
  files.set(path, text);
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const requirement = line.trim();
    const included = include.exec(requirement)?.[1];
    if (included !== undefined && !/^https?:/.test(included)) {
      const target = posix.join(posix.dirname(path), included);
      if (!(await readInto(files, artifacts, manifest, target))) throw notIncluded(path, index + 1, included);
    } else if (localPath.test(requirement)) {
      throw localRequirement(path, index + 1, requirement);
    }
  }
  return true;
}

function notIncluded(path: string, line: number, included: string) {
  return requirementsNotInstalled(
    `${path}:${line} includes ${included}, which is not in the source folder`,
    "Only files of the recipe's source folder are stored with a run and can be included.",
    [`move ${included} into the source folder`],
  );
}

function localRequirement(path: string, line: number, requirement: string) {
  return requirementsNotInstalled(
    `${path}:${line} asks for a package by its path: ${requirement}`,
    "An environment is made from the requirements alone, and shared by all recipes that have the same.",
    ["put the package's folder into the source folder, where Python finds it without being installed"],
  );
}

/** Which files a client may name: what it declares is read, run and written by mlx, with the rights of its user. */
import { posix } from "node:path";
import { isJsonObject, type Json, type JsonObject } from "@mlx/core";
import { serviceSections } from "../canonical/service.ts";
import { isRemote, toProjectPath } from "../files/project-path.ts";
import { configCode } from "../findings/config-code.ts";
import { child, type Declared } from "../resolve/declarations.ts";
import type { Refuse } from "./check-client.ts";
import type { KnownResource, KnownResources } from "./known-resources.ts";

export interface ClientFiles {
  /** Relative to the project; a client whose namespace is not the project's own names nothing outside of it. */
  readonly folder?: string;
  /** Whether links lead from a path of the project out of where it seems to be. */
  readonly leadsAway: (path: string) => boolean;
}

export interface PathChecks {
  /** The resource that is replaced: what stands in it may stay. */
  readonly before: KnownResource | undefined;
  readonly known: KnownResources;
  readonly files: ClientFiles;
  readonly refuse: Refuse;
}

export function checkClientPaths(
  { kind, value }: Pick<Declared, "kind" | "value">,
  { before, known, files, refuse }: PathChecks,
): void {
  for (const { path, text, use } of pathsIn(kind, value)) {
    const problem = problemOf(text, use, files);
    if (problem === undefined) continue;
    const canonical = toProjectPath(text, "");
    if (pathsOf(before).includes(canonical) || (use === "data" && isDeclaredData(canonical, known))) continue;
    const { folder = "it" } = files;
    const otherwise =
      files.folder !== undefined
        ? ""
        : use === "data"
          ? "; data elsewhere is declared in a file first"
          : ", or declare the resource in a file";
    refuse(
      configCode.outsideProject,
      path,
      "value",
      `\`${text}\` ${problem}.`,
      `Name a path relative to the project's folder and inside of ${folder}${otherwise}.`,
    );
  }
}

type Use = "source" | "data" | "output";
interface WrittenPath {
  readonly path: readonly string[];
  readonly text: string;
  readonly use: Use;
}

function pathsIn(kind: string, value: JsonObject): readonly WrittenPath[] {
  const found: WrittenPath[] = [];
  const add = (path: readonly string[], use: Use) => {
    const text = path.reduce<Json | undefined>(child, value);
    if (typeof text === "string" && !isRemote(text)) found.push({ path, text, use });
  };
  const addOutputs = (...path: readonly string[]) => {
    const outputs = path.reduce<Json | undefined>(child, value);
    for (const channel of isJsonObject(outputs) ? Object.keys(outputs) : [])
      add([...path, channel], "output");
  };
  if (kind === "dataset") add(["path"], "data");
  else if (kind === "recipe") for (const path of sources) add(path, "source");
  else if (kind === "experiment") addOutputs("outputs");
  else if (kind === "service") for (const section of serviceSections) addOutputs(section, "outputs");
  else if (kind === "instance")
    for (const task of isJsonObject(value.tasks) ? Object.keys(value.tasks) : [])
      addOutputs("tasks", task, "outputs");
  return found;
}

const sources = [["source"], ["build"], ["build", "context"]];
const stateFolder = ".mlx";
/** Of the state folder what clients have uploaded is theirs; it is named after its content. */
const uploads = `${stateFolder}/uploads/`;

function problemOf(text: string, use: Use, { folder, leadsAway }: ClientFiles): string | undefined {
  if (/[\p{Cc}]/u.test(text)) return "holds control characters";
  if (text.includes("\\")) return "holds a backslash";
  if (posix.isAbsolute(text) || /^[A-Za-z]:/.test(text)) return "is an absolute path";
  const inside = toProjectPath(text, "");
  const parts = inside.split("/");
  if (parts[0] === "..") return "leads out of the project's folder";
  if (use === "source" && inside.startsWith(uploads)) return undefined;
  if (parts[0] === stateFolder) return "leads into the folder of mlx's own state";
  if (use !== "source" && inside === ".") return "is the project's own folder";
  if (use !== "source" && parts.some((part) => part.startsWith("."))) return "leads to hidden files";
  if (folder !== undefined && !inside.startsWith(`${folder}/`))
    return `is not below \`${folder}\`, where the files of this sandbox lie`;
  return leadsAway(inside) ? "leads away by a link" : undefined;
}

/** Those of a resource that is there. */
function pathsOf(resource: KnownResource | undefined): readonly string[] {
  switch (resource?.kind) {
    case "dataset":
      return [resource.spec.path];
    case "recipe": {
      const { origin } = resource.spec;
      return "source" in origin ? [origin.source] : "build" in origin ? [origin.build.context] : [];
    }
    case "instance":
      return Object.values(resource.spec.tasks).flatMap(({ outputs }) => Object.values(outputs));
    case "experiment":
      return Object.values(resource.spec.outputs);
    default:
      return [];
  }
}

/** A file has declared that this may be read. */
function isDeclaredData(path: string, known: KnownResources): boolean {
  for (const resource of known.all())
    if (resource.kind === "dataset" && resource.unmanaged !== true && resource.spec.path === path)
      return true;
  return false;
}

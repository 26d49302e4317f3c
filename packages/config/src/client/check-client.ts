/** What files may say and a client may not: it reaches for nothing that is the machine's or outside of the project. */
import { posix } from "node:path";
import { type Code, findSecrets, isJsonObject, type Json, type JsonObject, type SecretRef } from "@mlx/core";
import { serviceSections } from "../canonical/service.ts";
import { isRemote, toProjectPath } from "../files/project-path.ts";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { child, placeIn } from "../resolve/declarations.ts";
import type { Expanded } from "../resolve/resource-index.ts";
import type { KnownResource, KnownResources } from "./known-resources.ts";

/** What stands already in the resource that is replaced may stand on: a client that only changes another field sends it along. */
export function checkClient(resources: readonly Expanded[], known: KnownResources, problems: Problems): void {
  for (const { address, declared } of resources) {
    const before = known.get(address);
    const refuse: Refuse = (code, path, on, summary, detail) =>
      problems.error(code, placeIn(declared.layers, path, on), summary, { detail });
    for (const field of ["forEach", "matrix"])
      if (Object.hasOwn(declared.value, field))
        refuse(
          configCode.filesOnly,
          [field],
          "key",
          `\`${field}\` is for files.`,
          "Send each of the resources by itself.",
        );
    checkSources(declared.value, before, refuse);
    for (const { path, text, use } of pathsIn(declared.kind, declared.value))
      checkPath(path, text, use, before, known, refuse);
    if (before?.kind === "experiment" && before.spec.service !== undefined)
      refuse(
        configCode.ofService,
        [],
        "key",
        `\`${address}\` belongs to \`${before.spec.service}\`, which makes it.`,
        "Change the service: its sections `training` and `scoring` say what they are.",
      );
  }
}

type Refuse = (
  code: Code,
  path: readonly string[],
  on: "key" | "value",
  summary: string,
  detail?: string,
) => void;

/** A client must not read the environment or the files of the machine that mlx runs on. */
function checkSources(value: JsonObject, before: KnownResource | undefined, refuse: Refuse): void {
  const kept = new Set(findSecrets(before?.spec).map(({ ref }) => sourceOf(ref)));
  for (const { path, ref } of findSecrets(value)) {
    const { secret } = ref;
    const source = Object.keys(secret).join(", ");
    if (source === "sealed" || kept.has(sourceOf(ref))) continue;
    refuse(
      configCode.clientSecret,
      [...path, "secret"],
      "value",
      `A secret of \`${source}\` would be read from the machine that mlx runs on, which only files may ask for.`,
      "Send the value itself as a secret; it is kept encrypted. Or declare the resource in a file.",
    );
  }
}

function sourceOf({ secret }: SecretRef): string {
  return JSON.stringify(secret);
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
/** What of the state folder is a client's: what it has uploaded, and data that was made for it. */
const ownFolders: { readonly [use in Use]: readonly string[] } = {
  source: [`${stateFolder}/uploads/`],
  data: [`${stateFolder}/data/`],
  output: [`${stateFolder}/data/`],
};

function checkPath(
  path: readonly string[],
  text: string,
  use: Use,
  before: KnownResource | undefined,
  known: KnownResources,
  refuse: Refuse,
): void {
  const problem = problemOf(text, use);
  if (problem === undefined) return;
  const canonical = toProjectPath(text, "");
  if (pathsOf(before).includes(canonical) || (use === "data" && isDeclaredData(canonical, known))) return;
  refuse(
    configCode.outsideProject,
    path,
    "value",
    `\`${text}\` ${problem}.`,
    use === "data"
      ? "Name a path relative to the project's folder and inside of it; data elsewhere is declared in a file first."
      : "Name a path relative to the project's folder and inside of it, or declare the resource in a file.",
  );
}

function problemOf(text: string, use: Use): string | undefined {
  if (/[\p{Cc}]/u.test(text)) return "holds control characters";
  if (text.includes("\\")) return "holds a backslash";
  if (posix.isAbsolute(text) || /^[A-Za-z]:/.test(text)) return "is an absolute path";
  const inside = posix.normalize(text);
  if (inside === ".." || inside.startsWith("../")) return "leads out of the project's folder";
  const parts = inside.split("/");
  if (parts[0] !== stateFolder)
    return use === "output" && inside === "." ? "is the project's own folder" : undefined;
  const isOwn = ownFolders[use].some((folder) => inside.startsWith(folder) && inside.length > folder.length);
  return isOwn ? undefined : "leads into the folder of mlx's own state";
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

import { canonicalJson, findSecrets, secretKey, type TaskName, taskNames } from "@mlx/core";
import { mapReferences } from "../references.ts";
import type { ResourceState } from "../resource-state.ts";
import { diffFields, type FieldDifference } from "./diff-fields.ts";
import { type FieldPath, formatFieldPath } from "./field-path.ts";
import { languageDefaults } from "./language-defaults.ts";
import type { Moves } from "./moves.ts";
import { toLanguage } from "./to-language.ts";

/** All that differs between two states of one resource. */
export interface ResourceDifference {
  /** In the words of the language, sorted by path; without `followed`. */
  readonly fields: readonly FieldDifference[];
  /** References that only follow a move of what they refer to. */
  readonly followed: readonly FieldDifference[];
  /** Secrets whose reference is the same and whose value is not. */
  readonly secrets: readonly SecretChange[];
  /** The content of the source folder, or of what an image is built from. */
  readonly source: boolean;
  readonly requirements: boolean;
  /** What an image was found to be, also where its name is the same. */
  readonly image: boolean;
  /** The content of the dataset. */
  readonly data: boolean;
}

interface SecretChange {
  readonly path: FieldPath;
  /** Whether a value was known before, and is now. */
  readonly known: { readonly before: boolean; readonly after: boolean };
}

export function compareResource(
  before: ResourceState,
  after: ResourceState,
  { toOf, follow }: Moves,
): ResourceDifference {
  const defaults = languageDefaults(after);
  const written = toLanguage(after);
  const all = diffFields(toLanguage(before), written, defaults);
  const fields =
    toOf.size === 0 ? all : diffFields(toLanguage(mapReferences(before, follow)), written, defaults);
  const own = new Set(fields.map(({ path }) => formatFieldPath(path)));
  const sameOrigin = originOf(before) === originOf(after);
  const [was, is] = [before.observed, after.observed];
  return {
    fields: all.filter(({ path }) => own.has(formatFieldPath(path))),
    followed: all.filter(({ path }) => !own.has(formatFieldPath(path))),
    secrets: changedSecrets(before, after),
    source: sameOrigin && was.source?.manifest !== is.source?.manifest,
    requirements: sameOrigin && was.source?.requirements !== is.source?.requirements,
    image: canonicalJson(was.image) !== canonicalJson(is.image),
    data: was.fingerprint !== is.fingerprint,
  };
}

function originOf(state: ResourceState): string | undefined {
  return state.kind === "recipe" ? Object.keys(state.spec.origin)[0] : undefined;
}

function changedSecrets(before: ResourceState, after: ResourceState): readonly SecretChange[] {
  if (before.observed.secrets === undefined && after.observed.secrets === undefined) return [];
  const had = new Map(findSecrets(before.spec).map(({ path, ref }) => [secretKey(path), ref]));
  return findSecrets(after.spec).flatMap(({ path, ref }) => {
    const key = secretKey(path);
    const [was, is] = [before.observed.secrets?.[key], after.observed.secrets?.[key]];
    if (was === is || canonicalJson(had.get(key)) !== canonicalJson(ref)) return [];
    return [{ path, known: { before: was !== undefined, after: is !== undefined } }];
  });
}

/** The tasks that a change may alter the result of. */
export type Meaning = "all" | ReadonlySet<TaskName>;

const withoutMeaning: ReadonlySet<string> = new Set([
  "description",
  "tags",
  "lifecycle",
  "dependsOn",
  "executor",
]);

/** How a program is confined is about the recipe itself; what it runs in and begins with is not. */
function hasMeaning([first = "", second = ""]: FieldPath): boolean {
  if (first === "container") return ["baseImage", "entrypoint"].includes(second);
  return !withoutMeaning.has(first);
}

/** What the change means for those who refer to the resource; empty when it is only about itself. */
export function meaningOf(difference: ResourceDifference): Meaning {
  if (difference.source || difference.requirements || difference.image || difference.data) return "all";
  const tasks = new Set<TaskName>();
  for (const { path } of [...difference.fields, ...difference.secrets]) {
    const [first = "", second] = path;
    // What answers requests neither trains nor scores.
    if (!hasMeaning(path) || (first === "command" && second === "serve")) continue;
    const task = ["tasks", "defaults", "command"].includes(first)
      ? taskNames.find((name) => name === second)
      : undefined;
    if (task === undefined) return "all";
    tasks.add(task);
  }
  return tasks;
}

export function altersTask(meaning: Meaning | undefined, task: TaskName): boolean {
  return meaning === "all" || (meaning?.has(task) ?? false);
}

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
  /** The content of the source folder. */
  readonly source: boolean;
  readonly requirements: boolean;
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
  const hadSource = before.kind === "recipe" && "source" in before.spec.origin;
  const hasSource = after.kind === "recipe" && "source" in after.spec.origin;
  return {
    fields: all.filter(({ path }) => own.has(formatFieldPath(path))),
    followed: all.filter(({ path }) => !own.has(formatFieldPath(path))),
    secrets: changedSecrets(before, after),
    source: hadSource && hasSource && before.observed.source?.manifest !== after.observed.source?.manifest,
    requirements:
      hadSource && hasSource && before.observed.source?.requirements !== after.observed.source?.requirements,
    data: before.observed.fingerprint !== after.observed.fingerprint,
  };
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

const withoutMeaning: ReadonlySet<string> = new Set(["description", "tags", "lifecycle", "dependsOn"]);

/** What the change means for those who refer to the resource; empty when it is only about itself. */
export function meaningOf(difference: ResourceDifference): Meaning {
  if (difference.source || difference.requirements || difference.data) return "all";
  const tasks = new Set<TaskName>();
  for (const { path } of [...difference.fields, ...difference.secrets]) {
    const [first = "", second] = path;
    if (withoutMeaning.has(first)) continue;
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

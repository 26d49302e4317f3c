import { type DeclareRequest, declarationOf, type Project } from "@mlx/app";
import { type AppliedResource, type JsonObject, nameOf } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { putResource } from "./declare.ts";
import type { ApiKind } from "./find-resources.ts";

/** Writes what a PUT makes of a resource; see `replaceDeclaration`. */
export async function replaceResource<K extends ApiKind>(
  project: Project,
  kind: K,
  current: AppliedResource,
  {
    words,
    value,
    wire,
  }: { readonly words: readonly string[]; readonly value: JsonObject; readonly wire: JsonObject },
  expected: DeclareRequest["expected"],
): Promise<AppliedResource<K>> {
  const name = nameOf(current.address);
  const replaced = await replaceDeclaration(project, current, words, value);
  return putResource(project, kind, [{ kind, name, value: replaced, wire }], expected);
}

/**
 * The declaration that a PUT makes of a resource. `said` replaces all that the API has words for (`words`: fields of
 * the language); what only files can say, such as retries, stays.
 */
export async function replaceDeclaration(
  project: Project,
  resource: AppliedResource,
  words: readonly string[],
  said: JsonObject,
): Promise<JsonObject> {
  const before = unwrap(await declarationOf(project, resource));
  const kept = Object.entries(before).filter(
    ([name]) => !words.includes(name) && !commonWords.includes(name),
  );
  return { ...Object.fromEntries(kept), ...said };
}

const commonWords: readonly string[] = ["description", "tags"];

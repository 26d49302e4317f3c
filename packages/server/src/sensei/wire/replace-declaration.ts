import { declarationOf, type Project } from "@mlx/app";
import type { AppliedResource, JsonObject } from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";

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

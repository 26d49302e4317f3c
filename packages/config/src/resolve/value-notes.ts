import type { Json } from "@mlx/core";
import { looksSecret } from "../check/secret-names.ts";
import { referencesOf } from "../expressions/expression.ts";
import { isTemplate, parseTemplate } from "../expressions/parse-template.ts";
import type { ProblemNote } from "../findings/problem.ts";
import { child } from "./declarations.ts";
import type { ResolvedConfiguration, ResolvedResource } from "./resolve-configuration.ts";

/** What the references in a wrong value came to, and where those values stand. Secrets are hidden. */
export function valueNotes(
  { resource }: ResolvedResource,
  path: readonly string[],
  resolved: ResolvedConfiguration,
): readonly ProblemNote[] {
  const written = path.reduce<Json | undefined>(child, resource.declared.value);
  if (typeof written !== "string" || !isTemplate(written)) return [];
  const parsed = parseTemplate(written);
  if (!("template" in parsed)) return [];
  const scope = resolved.scopeOf(resource);
  return parsed.template.parts.flatMap((part) => {
    if (typeof part === "string") return [];
    return referencesOf(part.expression).flatMap((reference) => {
      const outcome = scope.resolve(reference);
      if (!("value" in outcome)) return [];
      const hidden = reference.segments.some(({ name }) => looksSecret(name)) || path.some(looksSecret);
      const shown = hidden ? "***" : shorten(JSON.stringify(outcome.value));
      const [root, second] = reference.segments;
      const origin =
        root?.name === "var" && second !== undefined ? resolved.variables.origin(second.name) : undefined;
      const from = origin === undefined ? "" : `, ${layerWords[origin.layer]}`;
      const place = origin?.place === undefined ? {} : { place: origin.place };
      return [{ message: `\`${reference.text}\` is ${shown}${from}.`, ...place }];
    });
  });
}

const layerWords = {
  "--var": "from --var",
  "--var-file": "from --var-file",
  environment: "from the environment",
  default: "its default",
} as const;

function shorten(text: string): string {
  return text.length <= 80 ? text : `${text.slice(0, 79)}…`;
}

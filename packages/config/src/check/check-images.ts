import type { Json } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import { explainImageReference, explainRegistry, type NameProblem } from "./image-reference.ts";
import type { SchemaFinding } from "./schema-errors.ts";

export function checkImage(path: readonly string[], value: Json | undefined): readonly SchemaFinding[] {
  const form = "An image is named `[REGISTRY/]NAME[:TAG][@DIGEST]`, such as `ghcr.io/acme/retail:1.4`.";
  return check(path, value, "image", explainImageReference, form);
}

export function checkRegistry(path: readonly string[], value: Json | undefined): readonly SchemaFinding[] {
  return check(
    path,
    value,
    "registry",
    explainRegistry,
    "A registry is a host, such as `ghcr.io` or `localhost:5000`, or a part of one, such as `ghcr.io/acme`.",
  );
}

/** What is no text, or empty, is for the schema to tell. */
function check(
  path: readonly string[],
  value: Json | undefined,
  what: string,
  explain: (text: string) => NameProblem | undefined,
  form: string,
): readonly SchemaFinding[] {
  if (typeof value !== "string" || value === "") return [];
  const problem = explain(value);
  if (problem === undefined) return [];
  const { why, instead } = problem;
  return [
    {
      code: configCode.imageReference,
      path,
      on: "value",
      summary: `\`${value}\` does not name ${what === "image" ? "an" : "a"} ${what}: ${why}.`,
      detail: instead === undefined || explain(instead) !== undefined ? form : `Write \`${instead}\`.`,
    },
  ];
}

import { isJsonObject, type Json } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { SchemaFinding } from "./schema-errors.ts";
import { looksSecret } from "./secret-names.ts";

/** Build arguments that look like secrets. Those of the project are the recipes' too. */
export function checkBuildArgs(path: readonly string[], args: Json | undefined): readonly SchemaFinding[] {
  if (!isJsonObject(args)) return [];
  return Object.entries(args).flatMap(([name, value]) =>
    typeof value !== "string" || value === "" || !looksSecret(name)
      ? []
      : [
          {
            code: configCode.secretLiteral,
            path: [...path, name],
            on: "value" as const,
            summary: `\`${name}\` looks like a secret, and build arguments are kept in the image and in the store.`,
            detail:
              "Give it to the program when it runs, as a secret in the recipe's `env`. If it is no secret, name it otherwise.",
          },
        ],
  );
}

import type { Json } from "@mlx/core";
import { parseModelSelector } from "../canonical/model-selector.ts";
import { configCode } from "../findings/config-code.ts";
import type { SchemaFinding } from "./schema-errors.ts";

/** Which version a text means; anything but text is the schema's business. */
export function checkModelSelector(
  path: readonly string[],
  value: Json | undefined,
): readonly SchemaFinding[] {
  if (typeof value !== "string" || value === "") return [];
  const parsed = parseModelSelector(value);
  if ("selector" in parsed) return [];
  return [{ code: configCode.badValue, path, on: "value", summary: parsed.problem, detail: parsed.detail }];
}

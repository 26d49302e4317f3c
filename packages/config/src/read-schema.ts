import type { Json } from "@mlx/core";
import editorSchema from "../../../schemas/mlx.editor.schema.json" with { type: "json" };
import schema from "../../../schemas/mlx.schema.json" with { type: "json" };

/** The text of the language's JSON Schema: strict, or for editors, where any scalar may be an expression. */
export function readSchema(name: "mlx" | "editor"): string {
  return `${JSON.stringify(name === "mlx" ? schema : editorSchema, null, 2)}\n`;
}

/** The language's schema, for saying what it expects. */
export const languageSchema: Json = schema;

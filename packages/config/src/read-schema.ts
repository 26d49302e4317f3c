import type { Json } from "@mlx/core";

/** The language's JSON Schema: strict, or for editors, where any scalar may be an expression. */
export async function readSchema(name: "mlx" | "editor"): Promise<string> {
  const schema = name === "mlx" ? await loadSchema() : await loadEditorSchema();
  return `${JSON.stringify(schema, null, 2)}\n`;
}

export async function loadSchema(): Promise<Json> {
  const { default: schema } = await import("../../../schemas/mlx.schema.json", { with: { type: "json" } });
  return schema;
}

async function loadEditorSchema(): Promise<Json> {
  const { default: schema } = await import("../../../schemas/mlx.editor.schema.json", { with: { type: "json" } });
  return schema;
}

import { defineCommand } from "../define-command.ts";

export const schema = defineCommand({
  name: "schema",
  description:
    "Prints the JSON Schema of mlx.yaml: the strict one, or with --editor the one in which any value may also be an expression, which is what editors should check with.",
  examples: [
    ["schema > mlx.schema.json", "keep it in a file"],
    ["schema --editor", "the one for editors"],
  ],
  arguments: {},
  flags: {
    editor: { type: "boolean", summary: "the schema for editors: expressions are allowed everywhere" },
  },
  exits: [],
  run: async ({ editor }, { loadApp }) => {
    const { readSchemaText } = await loadApp();
    return { ok: true, value: await readSchemaText(editor ? "editor" : "mlx") };
  },
  views: {
    human: (text) => text.trimEnd(),
    json: (text) => ({ kind: "schema", schema: JSON.parse(text) }),
  },
});

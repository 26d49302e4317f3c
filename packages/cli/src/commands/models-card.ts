import { defineCommand } from "../define-command.ts";

export const modelsCard = defineCommand({
  name: "models card",
  description:
    "Prints the model card of a version: metrics, data, parameters, software, signature, policy and history, made of what is recorded.",
  examples: [
    ["models card retail-default@v3", "as Markdown"],
    ["models card retail-default@champion --format html > card.html", "as a page of its own"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@v3 or NAME@ALIAS", completes: "model" },
  },
  flags: {
    format: {
      type: "string",
      value: "FORMAT",
      choices: ["markdown", "html", "json"],
      summary: "markdown (without --format), html or json",
    },
  },
  exits: [],
  run: ({ ref, format = "markdown" }, context) =>
    context.withProject(async ({ app, project }) => {
      const card = await app.modelCard(project, { ref });
      if (!card.ok) return card;
      const { value } = card;
      const text =
        format === "json"
          ? JSON.stringify(value, undefined, 2)
          : format === "html"
            ? app.writeHtmlCard(value).trimEnd()
            : app.writeMarkdownCard(value).trimEnd();
      return { ok: true, value: { card: value, text } };
    }),
  views: {
    human: ({ text }) => text,
    json: ({ card }) => ({ kind: "model-card", ...card }),
  },
});

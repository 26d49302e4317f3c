import { describeEvaluation, describeMove } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderModelHistory } from "../views/model-history.ts";

export const modelsHistory = defineCommand({
  name: "models history",
  description: "Shows where the aliases of a model pointed: when, who moved them, and why. Newest first.",
  examples: [
    ["models history retail-default", "all aliases of a model"],
    ["models history retail-default@champion --evaluations", "one, and what its policy said of versions"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME or NAME@ALIAS", completes: "model" },
  },
  flags: {
    evaluations: { type: "boolean", summary: "also what the policy said of each version that was judged" },
    limit: { type: "count", value: "N", least: 1, summary: "at most so many (20)" },
  },
  exits: [],
  run: async ({ ref, evaluations, limit = 20 }, context) => {
    const found = await context.withProject(({ app, project }) => app.modelHistory(project, { ref, limit }), {
      recover: true,
    });
    return found.ok ? { ok: true, value: { ...found.value, withEvaluations: evaluations } } : found;
  },
  views: {
    human: renderModelHistory,
    json: ({ model, moves, evaluations }) => ({
      kind: "model-history",
      model,
      moves: moves.map(({ gates, ...move }) => ({
        ...describeMove(move),
        gates: gates === undefined ? null : describeEvaluation(gates).gates,
      })),
      evaluations: evaluations.map(describeEvaluation),
    }),
  },
});

import { describeEvaluation } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderEvaluation } from "../views/model-evaluation.ts";

export const modelsEvaluate = defineCommand({
  name: "models evaluate",
  description:
    "Judges a model version by the applied policy of its model, and keeps what each gate said. Nothing is moved. Evaluations on data that are missing are started. Exits with 5 unless it passes.",
  examples: [["models evaluate retail-default@v3", "would it be promoted?"]],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@v3 or NAME@ALIAS", completes: "model" },
  },
  flags: {},
  exits: ["blocked"],
  run: ({ ref }, context) => context.withProject(({ app, project }) => app.judgeModel(project, { ref })),
  views: {
    human: renderEvaluation,
    json: (evaluation) => ({ kind: "evaluation", ...describeEvaluation(evaluation) }),
  },
  exit: ({ verdict }) => (verdict === "passed" ? "done" : "blocked"),
});

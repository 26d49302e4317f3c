import { formatModelVersion } from "@mlx/core";
import { describeEvaluation, describeMove } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderGates } from "../views/model-evaluation.ts";

export const modelsPromote = defineCommand({
  name: "models promote",
  description:
    "Gives an alias to a model version. Where the model has a policy for the alias its gates have to pass; who promotes by force says why. An alias that the configuration pins is not moved.",
  examples: [
    ["models promote retail-default@v3", "make version 3 what the policy promotes to, or champion"],
    ["models promote retail-default --alias challenger", "give another alias to the newest version"],
    ["models promote retail-default@v3 --force --reason 'the holdout was wrong'", "against the policy"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME@v3, NAME@ALIAS, or the run that made it", completes: "model" },
  },
  flags: {
    alias: { type: "string", value: "NAME", summary: "instead of the policy's alias, or champion" },
    reason: { type: "string", value: "TEXT", summary: "kept with the history of the alias" },
    force: { type: "boolean", summary: "whatever the policy says; needs --reason" },
  },
  exits: ["blocked"],
  run: ({ ref, alias, reason, force }, context) =>
    context.withProject(
      ({ app, project }) =>
        app.promoteModel(project, {
          ...{ ref, force },
          ...(alias === undefined ? {} : { alias }),
          ...(reason === undefined ? {} : { reason }),
        }),
      { recover: true },
    ),
  views: {
    human: ({ version, alias, move, evaluation }, view) =>
      move === undefined
        ? `${formatModelVersion(version)} is ${alias} already.`
        : [
            `${formatModelVersion(version)} is ${alias} now${move.from === undefined ? "" : ` (it was v${move.from})`}.`,
            ...(evaluation === undefined ? [] : renderGates(evaluation, view)),
          ].join("\n"),
    json: ({ version, alias, move, evaluation }) => ({
      kind: "promotion",
      ref: formatModelVersion(version),
      alias,
      moved: move !== undefined,
      move: move === undefined ? null : describeMove(move),
      evaluation: evaluation === undefined ? null : describeEvaluation(evaluation),
    }),
  },
});

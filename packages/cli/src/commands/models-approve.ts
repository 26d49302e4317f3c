import { formatModelVersion } from "@mlx/core";
import { describeEvaluation } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderEvaluation } from "../views/model-evaluation.ts";

export const modelsApprove = defineCommand({
  name: "models approve",
  description:
    "Approves of a model version, as its policy asks for. With a policy that is `auto` it is promoted as soon as all gates pass.",
  examples: [
    ["models approve retail-default@v3 --comment 'looked at the residuals'", "say yes to a version"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME, NAME@v3 or NAME@ALIAS", completes: "model" },
  },
  flags: {
    alias: { type: "string", value: "NAME", summary: "the alias that it is to get; that of the policy" },
    comment: { type: "string", value: "TEXT", summary: "kept with the approval" },
  },
  exits: ["blocked"],
  run: ({ ref, alias, comment }, context) =>
    context.withProject(({ app, project }) =>
      app.approveModel(project, {
        ref,
        ...(alias === undefined ? {} : { alias }),
        ...(comment === undefined ? {} : { comment }),
      }),
    ),
  views: {
    human: ({ evaluation, promoted }, view) => {
      const ref = formatModelVersion(evaluation);
      const { alias } = evaluation.policy;
      return [
        `${ref} is approved of${promoted ? `, and is ${alias} now` : ""}.`,
        renderEvaluation(evaluation, view),
      ].join("\n");
    },
    json: ({ evaluation, promoted }) => ({
      kind: "approval",
      ref: formatModelVersion(evaluation),
      alias: evaluation.policy.alias,
      promoted,
      evaluation: describeEvaluation(evaluation),
    }),
  },
});

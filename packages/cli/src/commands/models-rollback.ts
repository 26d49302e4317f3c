import { formatModelVersion } from "@mlx/core";
import { describeMove } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";

export const modelsRollback = defineCommand({
  name: "models rollback",
  description:
    "Takes the last promotion of an alias back: it points to the version that bore it before. Two rollbacks go two back. Only a pointer is moved: runs under way keep their model, services follow at once.",
  examples: [
    [
      "models rollback retail-default --reason 'wrong prices since Monday'",
      "the policy's alias, or champion",
    ],
    ["models rollback retail-default@prod --to v11 --reason 'as before the sale'", "to a certain version"],
  ],
  arguments: {
    ref: { required: true, summary: "NAME or NAME@ALIAS", completes: "model" },
  },
  flags: {
    to: { type: "string", value: "vN", summary: "a version that bore the alias before" },
    reason: { type: "string", value: "TEXT", summary: "kept with the history of the alias; needed" },
  },
  exits: ["blocked"],
  run: ({ ref, to, reason = "" }, context) =>
    context.withProject(({ app, project }) =>
      app.rollbackModel(project, { ref, reason, ...(to === undefined ? {} : { to }) }),
    ),
  views: {
    human: ({ from, to, move }) =>
      `${move.alias} of model/${move.model} is v${to.version} again (it was v${from.version}).`,
    json: ({ from, to, move }) => ({
      kind: "rollback",
      alias: move.alias,
      from: formatModelVersion(from),
      to: formatModelVersion(to),
      move: describeMove(move),
    }),
  },
});

import { describeComparison } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderComparison } from "../views/comparison.ts";

export const runsCompare = defineCommand({
  name: "runs compare",
  description:
    "Shows what differs between runs or versions of models: parameters, data, source, software, command, secrets, and metrics with which is better.",
  examples: [
    ["runs compare 3f2a91bc last", "two runs"],
    ["runs compare retail-default@champion retail-default@latest", "two versions of a model"],
    ["runs compare 3f2a91bc 77aa01de last --all", "three, also what is equal"],
  ],
  arguments: {
    refs: {
      required: true,
      variadic: true,
      summary: "runs (id, its first characters, last) or versions (NAME@v3, NAME@ALIAS); two or more",
      completes: "run",
    },
  },
  flags: { all: { type: "boolean", summary: "also show what is equal" } },
  exits: [],
  run: ({ refs, all }, context) =>
    context.withProject(({ app, project }) => app.compareRuns(project, { refs, all }), { recover: true }),
  views: {
    human: renderComparison,
    json: describeComparison,
  },
});

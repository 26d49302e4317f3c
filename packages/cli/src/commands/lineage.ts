import { defineCommand } from "../define-command.ts";
import { renderLineage } from "../views/lineage.ts";

export const lineage = defineCommand({
  name: "lineage",
  description:
    "Shows what a model, a run or a resource came from: run, source, parameters, data, software, apply and git commit.",
  examples: [
    ["lineage retail-default@v3", "a model version"],
    ["lineage run/3f2a91bc", "a run"],
    ["lineage experiment/retail-nightly", "a resource"],
  ],
  arguments: {
    of: { required: true, summary: "model version, run or address", completes: "model" },
  },
  flags: {},
  exits: [],
  run: ({ of }, context) =>
    context.withProject(({ app, project }) => app.traceLineage(project, { of }), { recover: true }),
  views: {
    human: renderLineage,
    json: (root) => ({ kind: "lineage", root }),
  },
});

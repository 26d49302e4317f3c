import { defineCommand } from "../define-command.ts";
import { renderHistory } from "../views/history.ts";

export const history = defineCommand({
  name: "history",
  description:
    "Lists the applies, newest first, with who, when and from which git commit; with ADDRESS the revisions of that resource.",
  examples: [
    ["history", "the last 20 applies"],
    ["history instance/retail-default", "how one resource changed"],
    ["history -v --limit 3", "with every change"],
  ],
  arguments: {
    address: { summary: "one resource, e.g. recipe/retail-gbm", completes: "address" },
  },
  flags: {
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (20)" },
  },
  exits: [],
  run: ({ address, limit = 20 }, context) =>
    context.withProject(async ({ app, project }) => {
      const read = await app.readHistory(project, { limit, ...(address === undefined ? {} : { address }) });
      return read.ok ? { ok: true, value: { ...read.value, address } } : read;
    }),
  views: {
    human: renderHistory,
    json: ({ address, ...found }) => ({ kind: "history", address: address ?? null, ...found }),
  },
});

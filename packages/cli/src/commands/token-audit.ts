import { defineCommand } from "../define-command.ts";
import { renderAudit } from "../views/audit.ts";

export const tokenAudit = defineCommand({
  name: "token audit",
  description:
    "Lists what was asked for through the API that may have changed something, and all that a token was refused for, newest first: when, by whom, with which token, from where, and how it was answered. It is kept for a year, and cannot be changed.",
  examples: [
    ["token audit", "the last 50"],
    ["token audit --limit 1000 --json", "for another program"],
  ],
  arguments: {},
  flags: {
    limit: { type: "count", value: "N", least: 1, most: 100_000, summary: "how many to list (50)" },
    before: { type: "count", value: "N", least: 1, summary: "only those before the entry with this number" },
  },
  exits: [],
  run: ({ limit = 50, before }, context) =>
    context.withProject(({ app, project }) =>
      app.readAudit(project, { limit, ...(before === undefined ? {} : { before }) }),
    ),
  views: {
    human: renderAudit,
    json: (entries) => ({ kind: "audit", entries: entries.map((entry) => ({ ...entry })) }),
  },
});

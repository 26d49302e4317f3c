import type { ModelList } from "@mlx/app";
import { describeModel } from "@mlx/documents";
import { defineCommand } from "../define-command.ts";
import { renderModels } from "../views/model.ts";
import { shellWord } from "../views/names.ts";
import { highlight } from "../views/prose.ts";
import { withMore } from "../views/run-list.ts";

type Listed = ModelList & { readonly filter: string | undefined };

export const modelsList = defineCommand({
  name: "models list",
  description:
    "Lists model versions, newest first within each model, with the aliases that they bear, and why the newest is stale.",
  examples: [
    ["models", "all models"],
    ["models list retail-default", "the versions of one"],
    ["models list --all", "those that were deleted too"],
    ["models list --filter 'alias = champion'", "those that bear an alias"],
    ["models list retail-default --order-by metrics.RMSE --limit 5", "the best five"],
  ],
  arguments: {
    model: { summary: "only this model", completes: "model" },
  },
  flags: {
    all: { type: "boolean", summary: "also versions that were deleted" },
    filter: {
      type: "string",
      value: "SEARCH",
      notEmpty: true,
      summary:
        "only versions that a search finds, e.g. `metrics.RMSE < 0.5 and created > now - 7d` (docs/search.md)",
    },
    orderBy: {
      type: "string",
      value: "FIELDS",
      summary: "in which order, e.g. `metrics.RMSE desc, created`",
    },
    limit: { type: "count", value: "N", least: 1, summary: "how many to list (all)" },
  },
  exits: [],
  run: ({ model, ...asked }, context) =>
    context.withProject<Listed>(
      async ({ app, project }) => {
        const only = model === undefined ? {} : { model };
        const listed = await app.listModels(project, { ...asked, ...only });
        return listed.ok ? { ok: true, value: { ...listed.value, filter: asked.filter } } : listed;
      },
      { recover: true },
    ),
  views: {
    human: (listed, view) =>
      listed.models.length === 0 && listed.filter !== undefined
        ? highlight(`No model version matches \`--filter ${shellWord(listed.filter)}\`.`, view)
        : withMore(renderModels(listed, view), listed.more ?? 0, view, "--limit"),
    json: ({ models, deleted, more = 0 }) => ({
      kind: "models",
      models: models.map(describeModel),
      deletedNotShown: deleted,
      more,
    }),
  },
});

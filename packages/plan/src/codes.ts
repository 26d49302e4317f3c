import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 2xxx, plan. */
export const planCodes: readonly CodeEntry[] = [
  {
    code: "MLX2001",
    title: "A task uses a resource that does not exist",
    explanation: `A run is put together from an experiment or instance, its recipe and its datasets, as they were applied. One of
them is missing. \`mlx status\` shows what was applied; \`mlx apply\` brings it up to date with the files.`,
  },
  {
    code: "MLX2002",
    title: "The instance does not declare the task",
    explanation: `An instance has the tasks that stand under its \`tasks\`, and only these can be run:

    instances:
      retail-default:
        recipe: retail-gbm
        tasks:
          train: { inputs: { train: retail-sales } }
          score: { inputs: { score: retail-sales } }

A task without settings of its own is declared by an empty map: \`score: {}\`.`,
  },
  {
    code: "MLX2003",
    title: "A disabled resource cannot be run",
    explanation: `\`enabled: false\` stands on the experiment, its service or instance, or on a recipe or dataset that it uses. Its models and its
history stay; nothing new is started until the line is taken out and applied.`,
  },
];

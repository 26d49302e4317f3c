import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 7xxx, models. */
export const modelsCodes: readonly CodeEntry[] = [
  {
    code: "MLX7001",
    title: "There is no such model",
    explanation: `A model is named after the instance that trained it, and exists from its first successful train run on:
\`model/retail-default@v3\`, \`retail-default@latest\`, or just \`retail-default\` for the latest version. A version's
UUID works too.

\`mlx models list\` shows all models; \`mlx run instance/NAME --task train\` trains a first one.`,
  },
  {
    code: "MLX7002",
    title: "The model has no such version",
    explanation: `Versions are numbered 1, 2, … per model, and a number is never used twice. \`mlx models list NAME\` shows
the versions that there are.`,
  },
  {
    code: "MLX7003",
    title: "This is not a model reference",
    explanation: `A model reference is \`NAME\`, \`NAME@latest\` or \`NAME@v3\`, with or without \`model/\` in front; NAME is the
instance's name, with its key where \`forEach\` or \`matrix\` made several: \`retail[eu]@v2\`.`,
  },
  {
    code: "MLX7004",
    title: "Scoring needs a trained model",
    explanation: `A score run loads a model: the one named by \`--model\` or \`-p modelId=…\`, else the newest that the experiment
trained, else the newest of the experiment's instance. There is none yet, so nothing was started.

Train first; the message names the command.`,
  },
  {
    code: "MLX7005",
    title: "There is nothing of which the lineage could be shown",
    explanation: `\`mlx lineage\` takes a model (\`model/retail-default@v3\`), a run (\`run/1a2b3c4d\`, or its id alone) or the
address of an applied instance, experiment, recipe or dataset.`,
  },
];

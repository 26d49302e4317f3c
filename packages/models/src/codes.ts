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
    explanation: `A model reference is one of these, with or without \`model/\` in front; NAME is the instance's name, with its
key where \`forEach\` or \`matrix\` made several: \`retail[eu]@v2\`.

    NAME, NAME@latest             the newest version
    NAME@v3                       a certain one
    NAME@champion                 the one that bears the alias now
    NAME@champion@{2026-03-01}    the one that bore it then: a date (its first moment) or a time, in UTC without an offset
    sha256:9372c470eead           the one with these files: at least 12 digits of their digest`,
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
  {
    code: "MLX7006",
    title: "The model has no such alias",
    explanation: `An alias is a name that points to one version of a model, and can be moved: \`model/retail@champion\`. With a time
behind it (\`model/retail@champion@{2026-03-01}\`) it means the version that it pointed to then.

\`mlx models list NAME\` shows which version bears which, \`mlx models history NAME\` where they pointed, and
\`mlx models promote NAME@v3 --alias champion\` gives one to a version.`,
  },
  {
    code: "MLX7007",
    title: "The model version was deleted",
    explanation: `A deleted version is a tombstone: it is shown, and can be used for nothing. Its number is never used again.
\`mlx models restore NAME@v3\` takes the deletion back, as long as its files were not collected (\`mlx gc\`).`,
  },
  {
    code: "MLX7008",
    title: "The model has no version that can be used",
    explanation: `All versions of the model were deleted or archived. \`mlx models list NAME --all\` shows them; restore one, or train
another.`,
  },
  {
    code: "MLX7009",
    title: "The digest names no model, or several",
    explanation: `\`sha256:…\` names a version by the digest of its files, of which at least the first 12 digits are needed. Where
several versions have the very same files, the newest is meant.`,
  },
];

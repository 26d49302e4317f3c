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
address of an applied instance, experiment, recipe or dataset. Of a run's id the first characters do, as long as no
other begins so.`,
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
  {
    code: "MLX7010",
    title: "The policy does not let the version bear the alias",
    explanation: `The model has a promotion policy, and at least one of its gates did not pass; the message says what each of them
says. Nothing was moved; what was judged is kept (\`mlx models history NAME --evaluations\`).

    models:
      retail-default:
        promotion:
          alias: champion
          gates:
            - { metric: RMSE, op: "<=", value: 90000 }    # a metric that is missing, NaN or infinite never passes
            - { metric: RMSE, beats: champion }            # strictly better; with \`by: 500\` by more than that
            - { minRows: 1000 }
            - { approval: { min: 1, by: [ann] } }

A gate that waits passes once it is approved of, or once the evaluation that it waits for has ended.
\`mlx models promote … --force --reason TEXT\` promotes all the same, which the history shows.`,
  },
  {
    code: "MLX7011",
    title: "The alias is pinned by the configuration",
    explanation: `With \`models: { NAME: { pin: 12 } }\` git decides which version bears the alias of the model's policy (\`champion\`
without one), and neither \`mlx models promote\` nor \`rollback\` moves it. Change or remove the pin, and apply.`,
  },
  {
    code: "MLX7012",
    title: "There is no version that could be promoted",
    explanation: `Only a READY version may bear an alias: none that was deleted or archived, and a run that failed, was cancelled or
has not ended made none.`,
  },
  {
    code: "MLX7013",
    title: "There is nothing to roll back to",
    explanation: `A rollback takes the last promotion back: the alias points where it pointed before. Two of them go two back. A
version that never bore the alias, was deleted since, or bears it now is none to roll back to; \`mlx models promote\` gives
the alias to any version.`,
  },
  {
    code: "MLX7014",
    title: "A reason is needed",
    explanation: `Whoever rolls back, or promotes against the policy, says why: the reason is kept with the history of the alias
(\`mlx models history NAME\`).`,
  },
  {
    code: "MLX7015",
    title: "This cannot be an alias",
    explanation: `An alias is made of lower-case letters, digits, \`_\` and \`-\`, begins with a letter, and has 63 characters at
most. \`latest\` and \`v3\` are none: they mean the newest version, and the third.`,
  },
  {
    code: "MLX7016",
    title: "The version does not bear the alias that it has to come from",
    explanation: `With \`promotion: { alias: champion, from: challenger }\` only the version that bears \`challenger\` may become
\`champion\`. Promote it to \`challenger\` first.`,
  },
  {
    code: "MLX7017",
    title: "Nobody is asked to approve, or not this person",
    explanation: `\`mlx models approve\` answers a gate \`approval\` of the model's policy: \`{ approval: { min: 2, by: [ann, bob] } }\`
asks two of those; without \`by\` everybody may. A name is a user, or \`user@host\`.`,
  },
  {
    code: "MLX7018",
    title: "The model version is in use",
    explanation: `A version is not deleted while an alias points to it, a service means it now or is still served with it, an
experiment or a pin names it, or a run that has not ended loads it. Move the alias, train another version, change the
selector, or wait for the run or for the service's new model.`,
  },
  {
    code: "MLX7019",
    title: "The model version was not deleted",
    explanation: `\`mlx models restore\` takes a deletion back, and there is none. \`mlx models list NAME --all\` shows the deleted
ones too.`,
  },
  {
    code: "MLX7020",
    title: "The files of the model version are gone",
    explanation: `Once a version was deleted, its files go with the next collection (\`mlx gc\`, or the daemon's), unless something
else has the same. Then it cannot be restored. A version whose files are missing from the artifact store for another
reason can be loaded by nothing, so no alias is moved to it, also not by force or by a rollback. What made it is still
known: train it anew.`,
  },
  {
    code: "MLX7021",
    title: "The model has no promotion policy",
    explanation: `\`mlx models evaluate\` judges a version by the policy of its model, which is declared in the files and applied:

    models:
      retail-default:
        promotion: { alias: champion, gates: [{ metric: RMSE, op: "<=", value: 90000 }], auto: true }`,
  },
  {
    code: "MLX7022",
    title: "This cannot be the name of a tag, or there is no such tag",
    explanation: `A tag's name has 1 to 128 letters, digits and \`_ . / -\`; its value is any text. Only a tag that the version has
can be taken away: \`mlx models show NAME\` lists them.`,
  },
  {
    code: "MLX7030",
    title: "This is no part of the lineage's graph",
    explanation: `\`mlx lineage ADDRESS --direction down|both\`, and its formats mermaid, json and openlineage, follow a graph of
data, runs, models, outputs and services. An experiment or an instance stands for its newest runs; a recipe is no part
of it.`,
  },
];

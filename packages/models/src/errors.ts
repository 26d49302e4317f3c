import {
  type Alias,
  type AliasMove,
  type Evaluation,
  formatModelVersion,
  MlxError,
  type ModelVersion,
  type PromotionPolicy,
  type Run,
} from "@mlx/core";
import { similarNames } from "./similar-names.ts";

export function notAModelRef(text: string): MlxError {
  return new MlxError({
    code: "MLX7003",
    summary: `"${text}" is not a model reference`,
    detail:
      "A model is written NAME, NAME@latest, NAME@v3, NAME@ALIAS or NAME@ALIAS@{2026-03-01}, where NAME is the instance that trains it; or as the digest of its files, sha256: and at least 12 digits.",
    next: ["`mlx models list` shows the models that there are"],
  });
}

export function noSuchModel(text: string, known: readonly string[]): MlxError {
  const similar = similarNames(text, known);
  return new MlxError({
    code: "MLX7001",
    summary: `there is no model "${text}"`,
    detail:
      known.length === 0
        ? "No model has been trained yet."
        : `The models are: ${known.slice(0, 10).join(", ")}${known.length > 10 ? `, and ${known.length - 10} more` : ""}.`,
    next: [
      ...similar.map((name) => `did you mean ${name}?`),
      ...(known.length === 0 ? ["`mlx run EXPERIMENT` trains one"] : ["`mlx models list`"]),
    ],
  });
}

/** `versions`: newest first. */
export function noSuchVersion(model: string, version: number, versions: readonly number[]): MlxError {
  const shown = versions.slice(0, 10).map((known) => `v${known}`);
  const more = versions.length - shown.length;
  return new MlxError({
    code: "MLX7002",
    summary: `model/${model} has no version v${version}`,
    detail: `It has ${shown.join(", ")}${more === 0 ? "" : `, and ${more} older ones`}.`,
    next: [`\`mlx models list ${model}\``],
  });
}

/** `awaited`: what the run's selector wants to be there; `next`: what brings that about. */
export function nothingToScoreWith(
  who: string,
  {
    task,
    awaited,
    next,
  }: { readonly task: string; readonly awaited: string; readonly next: readonly string[] },
): MlxError {
  return new MlxError({
    code: "MLX7004",
    category: "blocked",
    summary: `${who} has no model to ${task} with: it waits for ${awaited}`,
    detail: "Nothing was started.",
    next,
  });
}

export function nothingToTrace(text: string): MlxError {
  return new MlxError({
    code: "MLX7005",
    summary: `there is no model, run or applied resource "${text}"`,
    next: ["`mlx models list`", "`mlx runs`", "`mlx status`"],
  });
}

export function severalRuns(text: string): MlxError {
  return new MlxError({
    code: "MLX7005",
    summary: `more than one run's id begins like "${text}"`,
    next: ["give more of it: `mlx runs` lists them"],
  });
}

export function noSuchAlias(model: string, alias: string, known: readonly Alias[]): MlxError {
  const names = known.map((each) => each.alias);
  return new MlxError({
    code: "MLX7006",
    summary: `model/${model} has no alias "${alias}"`,
    detail:
      names.length === 0
        ? "No version of it bears an alias."
        : `Its aliases are: ${known.map((each) => `${each.alias} (v${each.version})`).join(", ")}.`,
    next: [
      ...similarNames(alias, names).map((name) => `did you mean ${model}@${name}?`),
      `\`mlx models promote ${model}@latest --alias ${alias}\` gives it to the newest version`,
    ],
  });
}

/** `first`: when it was first given to a version. */
export function aliasNotThen(model: string, alias: string, at: string, first?: AliasMove): MlxError {
  return new MlxError({
    code: "MLX7006",
    summary: `model/${model} had no alias "${alias}" at ${at}`,
    detail:
      first === undefined
        ? "No version of it ever bore this alias."
        : first.at > at
          ? `It was first given to v${first.to} at ${first.at}.`
          : "It had been removed by then.",
    next: [`\`mlx models history ${model}\` shows where its aliases pointed`],
  });
}

export function versionDeleted(version: ModelVersion): MlxError {
  const { deleted } = version;
  const ref = formatModelVersion(version);
  return new MlxError({
    code: "MLX7007",
    category: "blocked",
    summary: `${ref} was deleted${deleted === undefined ? "" : ` on ${deleted.at} by ${deleted.actor}`}`,
    detail: deleted?.reason === undefined ? "It can be used for nothing." : `The reason: ${deleted.reason}`,
    next: [
      `\`mlx models restore ${ref}\` takes that back, as long as its files were not collected`,
      `\`mlx models list ${version.model}\` shows the other versions`,
    ],
  });
}

export function noReadyVersion({ model, status }: ModelVersion, versions: number): MlxError {
  return new MlxError({
    code: "MLX7008",
    summary: `model/${model} has no version that can be used`,
    detail:
      versions === 1
        ? `Its only version is ${status}.`
        : `None of its ${versions} versions is READY: the newest is ${status}.`,
    next: [`\`mlx models list ${model} --all\` shows them`],
  });
}

export function noSuchDigest(text: string): MlxError {
  return new MlxError({
    code: "MLX7009",
    summary: `no model has the files ${text}`,
    detail: "A digest names the files of a version: `mlx models show NAME` shows it as `artifact`.",
    next: ["`mlx models list`"],
  });
}

export function ambiguousDigest(text: string, refs: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX7009",
    summary: `the digests of several models begin with ${text}`,
    detail: `Among them are ${refs.join(" and ")}.`,
    next: ["give more of it"],
  });
}

/** As a shell takes it: `x@v3`, `'x[eu]@v3'`. */
function short({ model, version }: Pick<ModelVersion, "model" | "version">): string {
  const ref = `${model}@v${version}`;
  return ref.includes("[") ? `'${ref}'` : ref;
}

/** A version that a policy does not let bear its alias: what each gate says stands in the detail. */
export function promotionRefused(
  version: ModelVersion,
  { policy, results, verdict }: Pick<Evaluation, "policy" | "results" | "verdict">,
): MlxError {
  const { alias } = policy;
  const asked = results.flatMap(({ gate, verdict: said }) =>
    gate.type === "approval" && said === "waiting" ? [gate] : [],
  );
  return new MlxError({
    code: "MLX7010",
    category: "blocked",
    summary:
      verdict === "waiting"
        ? `${formatModelVersion(version)} cannot be ${alias} yet: its policy waits`
        : `${formatModelVersion(version)} cannot be ${alias}: it does not pass its policy`,
    detail: [
      ...results.map((result) => `${result.verdict.padEnd(7)}  ${result.detail}`),
      "The alias was not moved.",
    ].join("\n"),
    next: [
      ...(verdict === "waiting" && asked.length > 0
        ? [`\`mlx models approve ${short(version)} --alias ${alias}\` approves of it`]
        : []),
      ...(verdict === "waiting" && asked.length === 0
        ? ["promote it again once its evaluation has ended"]
        : []),
      "`--force --reason …` promotes it all the same",
    ],
  });
}

export function aliasPinned(model: string, alias: string, pin: number): MlxError {
  return new MlxError({
    code: "MLX7011",
    category: "blocked",
    summary: `${alias} of model/${model} is pinned to v${pin} by the configuration`,
    detail: "While it is pinned, git decides which version bears it. The alias was not moved.",
    next: [`change or remove \`models: { ${model}: { pin: ${pin} } }\` and apply`],
  });
}

export function notPromotable(version: ModelVersion): MlxError {
  return new MlxError({
    code: "MLX7012",
    category: "blocked",
    summary: `${formatModelVersion(version)} cannot be promoted: it is ${version.status}`,
    detail: "Only a READY version may bear an alias. Nothing was changed.",
    next: [`\`mlx models list ${version.model}\` shows those that are`],
  });
}

export function runMadeNoModel(run: Pick<Run, "id" | "status" | "task">): MlxError {
  const id = run.id.slice(0, 8);
  const { state } = run.status;
  const ended = state === "DONE" || state === "FAILED" || state === "ABORTED";
  return new MlxError({
    code: "MLX7012",
    category: "blocked",
    summary: `run ${id} has no model that could be promoted: ${ended && state !== "DONE" ? `it is ${state}` : ended ? `a run of ${run.task} made none` : `it is ${state} still`}`,
    detail: "A version of a model is made by a train run that is DONE. Nothing was changed.",
    next: [`\`mlx runs show ${id}\` says what became of it`],
  });
}

export function nothingToRollBack(model: string, alias: string, current: number): MlxError {
  return new MlxError({
    code: "MLX7013",
    category: "blocked",
    summary: `there is nothing that ${alias} of model/${model} could be rolled back to`,
    detail: `No other version that is READY bore it before v${current}. The alias was not moved.`,
    next: [
      `\`mlx models history ${model}\` shows where it pointed`,
      `\`mlx models promote ${model}@vN --alias ${alias}\` gives it to any version`,
    ],
  });
}

export function neverBore(version: ModelVersion, alias: string): MlxError {
  return new MlxError({
    code: "MLX7013",
    category: "blocked",
    summary: `${formatModelVersion(version)} never bore ${alias}, so nothing can be rolled back to it`,
    detail: "The alias was not moved.",
    next: [`\`mlx models promote ${short(version)} --alias ${alias}\` gives it to this version`],
  });
}

export function bearsAlready(version: ModelVersion, alias: string): MlxError {
  return new MlxError({
    code: "MLX7013",
    category: "blocked",
    summary: `${formatModelVersion(version)} is ${alias} already, so there is nothing to roll back`,
    detail: "The alias was not moved.",
    next: [`\`mlx models history ${version.model}\` shows where it pointed before`],
  });
}

export function reasonMissing(what: string): MlxError {
  return new MlxError({
    code: "MLX7014",
    summary: `${what} needs a reason`,
    detail: "It is kept with the history of the alias, for those who come after. Nothing was changed.",
    next: ["add `--reason TEXT`"],
  });
}

export function notAnAlias(text: string): MlxError {
  return new MlxError({
    code: "MLX7015",
    summary: `"${text}" cannot be an alias`,
    detail:
      "An alias is made of lower-case letters, digits, `_` and `-`, begins with a letter, and has 63 characters at most. `latest` and `v3` mean something else.",
    next: ["e.g. `--alias champion`"],
  });
}

export function notAnAliasRef(text: string): MlxError {
  return new MlxError({
    code: "MLX7003",
    summary: `"${text}" names no alias of a model`,
    detail:
      "What is rolled back is an alias: NAME for that of its policy (`champion` without one), or NAME@ALIAS.",
    next: ["`mlx models list` shows which version bears which alias"],
  });
}

export function doesNotBear(version: ModelVersion, { alias, from = "" }: PromotionPolicy): MlxError {
  return new MlxError({
    code: "MLX7016",
    category: "blocked",
    summary: `${formatModelVersion(version)} cannot be ${alias}: it is not ${from}`,
    detail: `The policy of the model promotes only the version that bears ${from}. The alias was not moved.`,
    next: [
      `\`mlx models promote ${short(version)} --alias ${from}\` first`,
      "`--force --reason …` promotes it all the same",
    ],
  });
}

export function noApprovalWanted(model: string, alias: string): MlxError {
  return new MlxError({
    code: "MLX7017",
    summary: `nobody is asked to approve of ${alias} of model/${model}`,
    detail: "Its policy has no gate `approval`. Nothing was changed.",
    next: [`\`mlx models promote ${model}@vN --alias ${alias}\` promotes a version`],
  });
}

export function notAnApprover(actor: string, alias: string, by: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX7017",
    category: "blocked",
    summary: `${actor} is not asked to approve of ${alias}`,
    detail: `The policy asks ${by.join(", ")}. Nothing was changed.`,
    next: ["have one of them approve, or change `approval: { by: […] }` and apply"],
  });
}

/** `users`: e.g. `service/x means it now`. */
export function versionInUse(version: ModelVersion, users: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX7018",
    category: "blocked",
    summary: `${formatModelVersion(version)} is in use: ${users.join("; ")}`,
    detail: "Nothing was deleted.",
    next: ["let them use another version first"],
  });
}

export function notDeleted(version: ModelVersion): MlxError {
  return new MlxError({
    code: "MLX7019",
    summary: `${formatModelVersion(version)} was not deleted`,
    detail: `It is ${version.status}.`,
    next: [`\`mlx models show ${short(version)}\``],
  });
}

/** `left`: what state things are in now. */
export function filesGone(version: ModelVersion, left: string, cause?: MlxError): MlxError {
  return new MlxError({
    code: "MLX7020",
    category: "blocked",
    summary: `the files of ${formatModelVersion(version)} are gone`,
    detail: cause === undefined ? `Nothing can load it without them. ${left}` : `${cause.summary}. ${left}`,
    next: [
      ...(version.origin.type === "run"
        ? [`\`mlx runs rerun ${version.origin.runId.slice(0, 8)}\` trains it anew`]
        : []),
    ],
    ...(cause === undefined ? {} : { cause }),
  });
}

export function noPolicy(model: string): MlxError {
  return new MlxError({
    code: "MLX7021",
    summary: `model/${model} has no promotion policy, so there is nothing to judge by`,
    detail: "A policy is declared in the files, and holds once it was applied.",
    next: [
      `declare \`models: { ${model}: { promotion: { alias: champion, gates: [{ metric: …, op: "<=", value: … }] } } }\` and apply`,
    ],
  });
}

export function notATag(text: string): MlxError {
  return new MlxError({
    code: "MLX7022",
    summary: `"${text}" cannot be the name of a tag`,
    detail: "A tag's name has 1 to 128 letters, digits and `_ . / -`. Nothing was changed.",
    next: ["e.g. `--tag stage=pilot`"],
  });
}

export function noSuchTag(version: ModelVersion, tag: string): MlxError {
  const names = Object.keys(version.tags);
  return new MlxError({
    code: "MLX7022",
    summary: `${formatModelVersion(version)} has no tag "${tag}"`,
    detail: `${names.length === 0 ? "It has no tags." : `Its tags are: ${names.join(", ")}.`} Nothing was changed.`,
    next: similarNames(tag, names).map((name) => `did you mean ${name}?`),
  });
}

export function traceOfNothing(text: string, kind: string): MlxError {
  return new MlxError({
    code: "MLX7030",
    summary: `a ${kind} is no part of the graph, so nothing leads from or to ${text}`,
    detail: "The graph is of data, runs, models, outputs and services.",
    next: [
      `\`mlx lineage ${text}\` shows what it came from`,
      "name an experiment or an instance for its newest runs",
    ],
  });
}

import { type Alias, type AliasMove, formatModelVersion, MlxError, type ModelVersion } from "@mlx/core";
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

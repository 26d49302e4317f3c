import { MlxError } from "@mlx/core";

export function notAModelRef(text: string): MlxError {
  return new MlxError({
    code: "MLX7003",
    summary: `"${text}" is not a model reference`,
    detail: "A model is written NAME, NAME@latest or NAME@v3, where NAME is the instance that trains it.",
    next: ["`mlx models list` shows the models that there are"],
  });
}

export function noSuchModel(text: string, known: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX7001",
    summary: `there is no model "${text}"`,
    detail:
      known.length === 0
        ? "No model has been trained yet."
        : `The models are: ${known.slice(0, 10).join(", ")}${known.length > 10 ? `, and ${known.length - 10} more` : ""}.`,
    next: known.length === 0 ? ["`mlx run EXPERIMENT` trains one"] : ["`mlx models list`"],
  });
}

export function noSuchVersion(model: string, version: number, versions: readonly number[]): MlxError {
  return new MlxError({
    code: "MLX7002",
    summary: `model/${model} has no version v${version}`,
    detail: `It has ${versions.map((known) => `v${known}`).join(", ")}.`,
    next: [`\`mlx models list ${model}\``],
  });
}

export function nothingToScoreWith(who: string, train: string): MlxError {
  return new MlxError({
    code: "MLX7004",
    category: "blocked",
    summary: `${who} has no trained model to score with`,
    detail: "Nothing was started.",
    next: [`\`${train}\` trains one`],
  });
}

export function nothingToTrace(text: string): MlxError {
  return new MlxError({
    code: "MLX7005",
    summary: `there is no model, run or applied resource "${text}"`,
    next: ["`mlx models list`", "`mlx runs`", "`mlx status`"],
  });
}

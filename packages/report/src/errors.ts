import { MlxError } from "@mlx/core";

export function tooFewToCompare(names: readonly string[]): MlxError {
  const [only] = names;
  return new MlxError({
    code: "MLX7043",
    summary:
      only === undefined
        ? "there is nothing to compare"
        : `${only} is the only one that was named, so there is nothing to compare it with`,
    next: ["name two runs or model versions, e.g. `mlx runs compare 3f2a91bc last`", "`mlx runs` lists runs"],
  });
}

export function nothingToDraw(names: readonly string[]): MlxError {
  return new MlxError({
    code: "MLX7044",
    summary: `${names.join(" and ")} ${names.length === 1 ? "has" : "have"} no charts: no metric with several steps, and no plots`,
    detail: "A run leaves plots as CSV or JSON files in `output/plots`. Nothing was written.",
    next: ["`mlx explain MLX7040` lists what is drawn", "`--format html` reports without charts, too"],
  });
}

/** Becomes a finding about its file. `why`: e.g. `row 17 has 3 values, and the header 2`. */
export function tableUnreadable(why: string): MlxError {
  return new MlxError({ code: "MLX7040", summary: why });
}

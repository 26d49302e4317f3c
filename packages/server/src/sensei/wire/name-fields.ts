import { type Diagnostic, type MlxError, sectionOf } from "@mlx/core";
import { invalidValue } from "../errors.ts";

/** By section of the language: where what begins like this stands in a body. The first that fits is taken. */
const fields: { readonly [section: string]: readonly (readonly [language: string, body: string])[] } = {
  [sectionOf.recipe]: [
    ["image", "artifacts.default.image.location"],
    ["source", "defaultArtifact"],
    ["defaults", "artifacts.default.defaultMLInstanceConfigs"],
  ],
  [sectionOf.instance]: [["recipe", "engineId"]],
  [sectionOf.experiment]: [
    ["instanceQuery", "mlInstanceQuery"],
    ["instance", "mlInstanceId"],
    ["schedule", "template.schedule"],
    ["notification", "template.notification"],
    ["task", "template.tasks[0].name"],
    ["parameters", "template.tasks[0].parameters"],
    ["inputs", "template.tasks[0].datasets.inputs"],
    ["outputs", "template.tasks[0].datasets.outputs"],
  ],
  [sectionOf.service]: [
    ["instance", "mlInstanceId"],
    ["training.dataset", "trainingDataSetId"],
    ["training.timeframe", "trainingTimeframe"],
    ["training.schedule", "trainingSchedule"],
    ["training.experiment", "trainingExperimentId"],
    ["training.run", "trainingExperimentRunId"],
    ["scoring.dataset", "scoringDataSetId"],
    ["scoring.timeframe", "scoringTimeframe"],
    ["scoring.schedule", "scoringSchedule"],
  ],
};

/** What is wrong with a declaration (8041), told of the fields of the body that it was made of. */
export function nameFields(failure: MlxError): MlxError {
  const [first, ...others] = failure.diagnostics.filter(({ severity }) => severity === "error");
  if (failure.code !== "MLX8041" || first === undefined) return failure;
  const details = [first.detail, ...others.slice(0, 5).map((other) => `${fieldOf(other)}: ${other.summary}`)];
  return invalidValue(
    fieldOf(first),
    first.summary.replace(/\.$/, ""),
    [...details.filter((detail) => detail !== undefined), "Nothing was changed."].join(" "),
  );
}

function fieldOf({ path = [] }: Diagnostic): string {
  const [section = "", , ...rest] = path;
  // The language has a list of expressions, the API one.
  const written = rest.join(".").replace(/(schedule\.cron)\.\d+$/, "$1");
  for (const [language, body] of fields[section] ?? []) {
    if (written === language || written.startsWith(`${language}.`))
      return `${body}${written.slice(language.length)}`;
  }
  return written === "" ? "the body" : written;
}

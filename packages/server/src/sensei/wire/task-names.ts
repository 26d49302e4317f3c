import { type TaskName, taskNames } from "@mlx/core";
import { readWord } from "./read-fields.ts";

/** In any case; `fp` is short for featurePipeline. Failure: 8541. */
export function readTaskName(text: string, field: string): TaskName {
  const word = readWord(text, [...taskNames, "fp" as const], field);
  return word === "fp" ? "featurePipeline" : word;
}

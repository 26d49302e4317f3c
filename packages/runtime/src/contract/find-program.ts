import { join } from "node:path";
import { assertNever, findTaskProgram, type Manifest, type TaskSubmission } from "@mlx/core";
import { noProgram } from "../errors.ts";
import { programOf } from "./program-of.ts";

/** The program of a task: what stands for Python is named when it is started. */
export type Program = readonly [Word, ...Word[]];
type Word = string | { readonly python: true };

const python = { python: true } as const;

/**
 * What the recipe runs for the task; of a recipe in PySpark or Spark what is given to Spark, e.g.
 * `[train.py]`. Fails: 4011.
 */
export function findProgram(
  submission: Pick<TaskSubmission, "command" | "recipe" | "recipeType" | "task" | "program" | "transform">,
  manifest: Manifest,
): Program {
  const { command, recipe, recipeType } = submission;
  const name = programOf(submission);
  const program = findTaskProgram(name, command, manifest, recipeType);
  const hasPython = recipeType === "Python" || recipeType === "Tensorflow";
  switch (program.type) {
    case "command": {
      const [first = "python", ...rest] = program.words;
      return [hasPython && (first === "python" || first === "python3") ? python : first, ...rest];
    }
    case "executable":
      return [`./${program.path}`];
    case "script":
      if (hasPython) return [python, program.path];
      return recipeType === "R" ? ["Rscript", program.path] : [program.path];
    case "missing":
      throw noProgram(recipe, name, program.lookedFor);
    default:
      return assertNever(program);
  }
}

/** What a program calls itself, and the arguments, once the environment and the code are in place. */
export function resolveProgram(
  [first, ...rest]: Program,
  place: { readonly python: string; readonly code: string },
): readonly [string, ...string[]] {
  const resolve = (word: Word) => (typeof word === "string" ? word : place.python);
  const program = resolve(first);
  return [program.startsWith("./") ? join(place.code, program) : program, ...rest.map(resolve)];
}

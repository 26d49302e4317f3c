import { join } from "node:path";
import type { Manifest, TaskName, TaskSubmission } from "@mlx/core";
import { noProgram } from "../errors.ts";

/** The program of a task: what stands for Python is named when it is started. */
export type Program = readonly [Word, ...Word[]];
type Word = string | { readonly python: true };

const python = { python: true } as const;

/**
 * The recipe's command for the task, else what the source folder has by convention: an executable
 * file named as the task, then a Python file of that name. Fails: 4011.
 */
export function findProgram(
  { command, recipe, task }: Pick<TaskSubmission, "command" | "recipe" | "task">,
  manifest: Manifest,
): Program {
  const [first, ...rest] = command ?? [];
  if (first !== undefined) return [first === "python" || first === "python3" ? python : first, ...rest];
  const names = programNames(task);
  const entry = manifest.entries.find(({ path, executable }) => executable && names.includes(path));
  if (entry !== undefined) return [`./${entry.path}`];
  const scripts = names.map((name) => `${name}.py`);
  const script = scripts.find((name) => manifest.entries.some(({ path }) => path === name));
  if (script !== undefined) return [python, script];
  throw noProgram(recipe, task, [...names.map((name) => `${name} (executable)`), ...scripts]);
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

function programNames(task: TaskName): readonly string[] {
  return task === "featurePipeline" ? ["featurePipeline", "feature_pipeline"] : [task];
}

import type { Manifest } from "./artifact.ts";
import type { ProgramName, RecipeType } from "./resource.ts";

/** What a recipe with a source folder runs for a task. */
export type TaskProgram =
  | { readonly type: "command"; readonly words: readonly string[] }
  /** An executable file of the folder. */
  | { readonly type: "executable"; readonly path: string }
  /** A file of the folder in the language of the recipe's type: Python, R, or a jar. */
  | { readonly type: "script"; readonly path: string }
  | { readonly type: "missing"; readonly lookedFor: readonly string[] };

/**
 * The recipe's command for the task, else an executable file with the task's name, else `TASK.py`, of
 * a recipe in R `TASK.R`; of one of type Spark the only jar of the folder.
 */
export function findTaskProgram(
  task: ProgramName,
  command: readonly string[] | undefined,
  { entries }: Manifest,
  recipeType: RecipeType,
): TaskProgram {
  if (command !== undefined && command.length > 0) return { type: "command", words: command };
  const names = task === "featurePipeline" ? ["featurePipeline", "feature_pipeline"] : [task];
  const entry = entries.find(({ path, executable }) => executable && names.includes(path));
  if (entry !== undefined) return { type: "executable", path: entry.path };
  const executables = names.map((name) => `${name} (executable)`);
  if (recipeType === "Spark") {
    const jars = entries.filter(({ path }) => path.endsWith(".jar"));
    const [jar] = jars;
    if (jar !== undefined && jars.length === 1) return { type: "script", path: jar.path };
    const found = jars.length === 0 ? "one *.jar" : `one *.jar (there are ${jars.length})`;
    return { type: "missing", lookedFor: [...executables, found] };
  }
  const endings = recipeType === "R" ? [".R", ".r"] : [".py"];
  const scripts = endings.flatMap((ending) => names.map((name) => `${name}${ending}`));
  const script = entries.find(({ path }) => scripts.includes(path));
  if (script !== undefined) return { type: "script", path: script.path };
  return { type: "missing", lookedFor: [...executables, ...scripts] };
}

import type { Manifest } from "./artifact.ts";
import type { TaskName } from "./resource.ts";

/** What a recipe with a source folder runs for a task. */
export type TaskProgram =
  | { readonly type: "command"; readonly words: readonly string[] }
  /** An executable file of the folder. */
  | { readonly type: "executable"; readonly path: string }
  /** A Python file of the folder. */
  | { readonly type: "script"; readonly path: string }
  | { readonly type: "missing"; readonly lookedFor: readonly string[] };

/** The recipe's command for the task, else an executable file with the task's name, else `TASK.py`. */
export function findTaskProgram(
  task: TaskName,
  command: readonly string[] | undefined,
  { entries }: Manifest,
): TaskProgram {
  if (command !== undefined && command.length > 0) return { type: "command", words: command };
  const names = task === "featurePipeline" ? ["featurePipeline", "feature_pipeline"] : [task];
  const entry = entries.find(({ path, executable }) => executable && names.includes(path));
  if (entry !== undefined) return { type: "executable", path: entry.path };
  const scripts = names.map((name) => `${name}.py`);
  const script = entries.find(({ path }) => scripts.includes(path));
  if (script !== undefined) return { type: "script", path: script.path };
  return { type: "missing", lookedFor: [...names.map((name) => `${name} (executable)`), ...scripts] };
}

import type { Manifest, TaskName } from "@mlx/core";

const scripts: { readonly [task in TaskName]: readonly string[] } = {
  train: ["train.py"],
  score: ["score.py"],
  featurePipeline: ["featurePipeline.py", "feature_pipeline.py"],
};

/** Whether a source folder has a program for a task, by command or by convention. */
export function programOf(
  task: TaskName,
  command: readonly string[] | undefined,
  manifest: Manifest,
): { readonly found: true } | { readonly found: false; readonly lookedFor: readonly string[] } {
  if (command !== undefined) return { found: true };
  const found = manifest.entries.some(
    ({ path, executable }) => (executable && path === task) || scripts[task].includes(path),
  );
  return found ? { found } : { found, lookedFor: [`an executable "${task}"`, ...scripts[task]] };
}

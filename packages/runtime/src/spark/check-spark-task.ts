import { posix } from "node:path";
import type { ArtifactStore, Manifest, SparkPlace, TaskSubmission } from "@mlx/core";
import { checkSparkMemory, checkSparkSettings, sparkApplication, sparkSettings } from "@mlx/core";
import { noProgram, sparkDoesNotFit } from "../errors.ts";
import { inspectJar } from "./inspect-jar.ts";

/**
 * Whether a recipe with a source folder can be given to Spark, as far as that can be said without
 * starting it. `words` is its program. Fails: 4011, 4042, 4043.
 */
export async function checkSparkTask(
  task: Pick<TaskSubmission, "recipe" | "task" | "parameters" | "specification">,
  words: readonly string[],
  {
    artifacts,
    manifest,
    place,
  }: {
    readonly artifacts: Pick<ArtifactStore, "readFile">;
    readonly manifest: Manifest;
    readonly place: SparkPlace;
  },
): Promise<void> {
  const { recipe, parameters, specification } = task;
  const settings = sparkSettings(specification, parameters);
  const tight = checkSparkMemory(settings, place);
  const problems = [
    ...checkSparkSettings(specification, parameters),
    ...(tight === undefined ? [] : [tight]),
  ];
  if (problems.length > 0) throw sparkDoesNotFit(recipe, problems);
  const application = sparkApplication(words);
  if (application.type !== "file" || posix.isAbsolute(application.file)) return;
  const path = posix.normalize(application.file);
  if (!manifest.entries.some((entry) => entry.path === path)) throw noProgram(recipe, task.task, [path]);
  if (!path.endsWith(".jar")) return;
  const content = await artifacts.readFile(manifest, path);
  if (content !== undefined) await inspectJar(path, content, settings.className);
}

import {
  type Address,
  type Digest,
  describeSparkCommand,
  type ExecutorName,
  findTaskProgram,
  type Machine,
  type Manifest,
  type PlanHintOf,
  type PreparedResource,
  shareOfTask,
  sparkSettings,
} from "@mlx/core";
import { findSparkTasks, type SparkTask } from "./find-spark-tasks.ts";

interface SparkSurroundings {
  readonly changed: ReadonlySet<Address>;
  readonly manifests: ReadonlyMap<Digest, Manifest>;
  readonly machines: ReadonlyMap<ExecutorName, Machine>;
}

/**
 * How the tasks of Spark are submitted whose instance or recipe is new or changes. One whose machine
 * is not known, or that has no program, has no command yet.
 */
export function sparkCommands(
  after: readonly PreparedResource[],
  { changed, manifests, machines }: SparkSurroundings,
): readonly PlanHintOf<"spark-command">[] {
  return findSparkTasks(after).flatMap((sparkTask) => {
    const { resource, instance, task, recipe, specification, parameters } = sparkTask;
    if (resource.kind !== "instance" || !(changed.has(instance) || changed.has(recipe.address))) return [];
    const { executor, type } = recipe.spec;
    const machine = machines.get(executor);
    const words = findWords(sparkTask, manifests);
    if (machine === undefined || words === undefined) return [];
    const settings = sparkSettings(specification, parameters);
    const place = { executor, recipeType: type, ...shareOfTask(executor, specification, machine) };
    const command = describeSparkCommand(settings, place, words);
    return [{ type: "spark-command", instance, task, command }];
  });
}

/** The recipe's command; else what the convention finds in its source, or an image has under the task's name. */
function findWords(
  { recipe: { spec, observed }, task }: SparkTask,
  manifests: ReadonlyMap<Digest, Manifest>,
): readonly string[] | undefined {
  const command = spec.command[task];
  if (command !== undefined) return command;
  if (!("source" in spec.origin)) return [task];
  const manifest = observed.source && manifests.get(observed.source.manifest);
  const program = manifest && findTaskProgram(task, undefined, manifest, spec.type);
  if (program === undefined || program.type === "missing") return undefined;
  return program.type === "command" ? program.words : [program.path];
}

import {
  type Address,
  MlxError,
  type Parameters,
  type PreparedResource,
  type RecipeSpec,
  sparkNumbers,
  type TaskName,
  type TaskSpecification,
} from "@mlx/core";
import type { TaskTarget } from "../tasks/find-target.ts";
import { resolveDeclaredTask } from "../tasks/resolve-task.ts";
import type { ResolvedTask } from "../tasks/resolved-task.ts";

/** A task of an instance that Spark runs, with what decides how it is submitted. */
export interface SparkTask {
  /** The instance; or an experiment of it with parameters of its own that Spark's settings come from. */
  readonly resource: PreparedResource<"instance" | "experiment">;
  readonly instance: Address<"instance">;
  readonly task: TaskName;
  readonly recipe: PreparedResource<"recipe">;
  readonly specification?: TaskSpecification;
  readonly parameters: Parameters;
}

/** Those of enabled instances and experiments, in the order of the resources. */
export function findSparkTasks(resources: readonly PreparedResource[]): readonly SparkTask[] {
  const recipes = new Map(
    resources.flatMap((it) => (it.kind === "recipe" && isSpark(it.spec) ? [[it.address, it] as const] : [])),
  );
  if (recipes.size === 0) return [];
  const all = new Map<Address, PreparedResource>(resources.map((it) => [it.address, it]));
  return resources.flatMap((resource) => {
    const targets = findTargets(resource);
    return targets.flatMap((target) => {
      const resolved = resolve(all, target);
      const recipe = resolved && recipes.get(resolved.recipe);
      return resolved === undefined || recipe === undefined || !isUser(resource)
        ? []
        : [toSparkTask(resource, resolved, recipe)];
    });
  });
}

function isSpark({ type }: RecipeSpec): boolean {
  return type === "PySpark" || type === "Spark";
}

function isUser(resource: PreparedResource): resource is PreparedResource<"instance" | "experiment"> {
  return resource.kind === "instance" || resource.kind === "experiment";
}

function findTargets(resource: PreparedResource): readonly TaskTarget[] {
  if (!resource.spec.enabled) return [];
  if (resource.kind === "instance")
    return Object.keys(resource.spec.tasks).map((task) => ({
      instance: resource.address,
      task: task as TaskName,
    }));
  // An instance that a query finds is known when a run is made.
  if (resource.kind !== "experiment" || !("instance" in resource.spec.target)) return [];
  const { parameters } = resource.spec;
  return sparkNumbers.some((name) => Object.hasOwn(parameters, name))
    ? [{ experiment: resource.address }]
    : [];
}

/** What does not fit together is found by others. */
function resolve(
  resources: ReadonlyMap<Address, PreparedResource>,
  target: TaskTarget,
): ResolvedTask | undefined {
  try {
    return resolveDeclaredTask((address) => resources.get(address), target);
  } catch (error) {
    if (!(error instanceof MlxError)) throw error;
    return undefined;
  }
}

function toSparkTask(
  resource: SparkTask["resource"],
  { instance, task, specification, parameters }: ResolvedTask,
  recipe: SparkTask["recipe"],
): SparkTask {
  return {
    resource,
    instance,
    task,
    recipe,
    ...(specification === undefined ? {} : { specification }),
    parameters,
  };
}

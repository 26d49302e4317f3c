import {
  type Address,
  type AppliedResource,
  type ArtifactStore,
  findTaskProgram,
  type TaskName,
  taskNames,
} from "@mlx/core";

export interface LeftOutTask {
  readonly instance: Address;
  readonly task: TaskName;
  /** It has no program for the task. */
  readonly recipe: Address;
}

interface Surroundings {
  readonly artifacts: Pick<ArtifactStore, "readManifest">;
  readonly recipeAt: (address: Address<"recipe">) => Promise<AppliedResource | undefined>;
  readonly experiments: readonly AppliedResource<"experiment">[];
}

/**
 * Resources without the tasks that could not run and that no experiment runs: through the API every instance is said
 * to train and to score, and a plan of files refuses a task that the recipe has no program for.
 */
export async function leaveOutTasks(
  resources: readonly AppliedResource[],
  { artifacts, recipeAt, experiments }: Surroundings,
): Promise<{ readonly resources: readonly AppliedResource[]; readonly leftOut: readonly LeftOutTask[] }> {
  const leftOut: LeftOutTask[] = [];
  const withoutThem: AppliedResource[] = [];
  for (const resource of resources) {
    const out = resource.kind === "instance" ? await unused(resource) : [];
    leftOut.push(...out);
    withoutThem.push(resource.kind === "instance" ? without(resource, out) : resource);
  }
  return { resources: withoutThem, leftOut };

  async function unused(instance: AppliedResource<"instance">): Promise<readonly LeftOutTask[]> {
    const recipe = await recipeAt(instance.spec.recipe);
    const source = recipe?.observed.source;
    // What a built image can do is not in its context.
    if (recipe?.kind !== "recipe" || source === undefined || !("source" in recipe.spec.origin)) return [];
    const { type, command } = recipe.spec;
    const manifest = await artifacts.readManifest(source.manifest);
    return taskNames
      .filter((task) => instance.spec.tasks[task] !== undefined)
      .filter((task) => instance.spec.tasks[task]?.transform === undefined)
      .filter((task) => !experiments.some(({ spec }) => spec.task === task && isOf(spec, instance)))
      .filter((task) => findTaskProgram(task, command[task], manifest, type).type === "missing")
      .map((task) => ({ instance: instance.address, task, recipe: recipe.address }));
  }
}

function isOf({ target }: AppliedResource<"experiment">["spec"], { address }: AppliedResource): boolean {
  return "instance" in target && target.instance === address;
}

function without(
  instance: AppliedResource<"instance">,
  out: readonly LeftOutTask[],
): AppliedResource<"instance"> {
  if (out.length === 0) return instance;
  const tasks = Object.fromEntries(
    Object.entries(instance.spec.tasks).filter(([name]) => !out.some(({ task }) => task === name)),
  );
  return { ...instance, spec: { ...instance.spec, tasks } };
}

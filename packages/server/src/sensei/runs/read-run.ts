/** What a client wants to have run, as a request of mlx. */
import type { Project, RunRequest } from "@mlx/app";
import type {
  AppliedResource,
  InstanceSpec,
  JsonObject,
  RecipeSpec,
  TaskName,
  TaskSpecification,
} from "@mlx/core";
import { invalidValue } from "../errors.ts";
import { findAt } from "../wire/find-resources.ts";
import { describe, readBodyObject, readObject, readText } from "../wire/read-fields.ts";
import { readTaskName } from "../wire/task-names.ts";
import { type ReadTask, readTasks } from "../wire/tasks.ts";

type Experiment = AppliedResource<"experiment">;

/**
 * The tasks of the body go over those of the instance, by key. Those that the run does not consist of are read, and
 * left alone. Failures: 8541.
 */
export async function readRun(
  project: Project,
  experiment: Experiment,
  written: unknown,
): Promise<RunRequest> {
  const body = readBodyObject(written);
  const task = readMode(body);
  const { recipe, tasks } = await declaredOf(project, experiment);
  const read = await readTasks(body.tasks, "tasks", { project, recipe, known: tasks });
  const parts = read.filter((part) => belongs(part.task, task, experiment));
  const description = readText(body, "description");
  const specification = parts.find((part) => part.task === task)?.specification;
  return {
    target: experiment.address,
    task,
    parameters: merge(parts.map(({ parameters }) => parameters)),
    ...given("inputs", merge(parts.map(({ inputs }) => inputs))),
    ...given("outputs", merge(parts.map(({ outputs }) => outputs))),
    ...(specification === undefined ? {} : { specification: asSpecification(specification) }),
    ...(description === undefined || description === "" ? {} : { description }),
    ...given("tags", readTags(body)),
  };
}

function readMode(body: JsonObject): TaskName {
  const text = readText(body, "mode")?.trim() ?? "";
  if (text === "")
    throw invalidValue("mode", "it is missing", 'It is "train", "score" or "featurePipeline".');
  return readTaskName(text, "mode");
}

/** A run of the experiment's own task has all tasks of its chain, any other has one. */
function belongs(part: TaskName, task: TaskName, { spec }: Experiment): boolean {
  if (part === task) return true;
  return spec.task === task && (spec.chain ?? []).some((step) => step.task === part);
}

/** What the resources say of each task; of an experiment that looks for its instance only when it is run, nothing. */
async function declaredOf(
  project: Project,
  { spec }: Experiment,
): Promise<{
  readonly recipe: Pick<RecipeSpec, "type" | "defaults">;
  readonly tasks: InstanceSpec["tasks"];
}> {
  const instance = "instance" in spec.target ? await findAt(project, spec.target.instance) : undefined;
  const recipe = instance === undefined ? undefined : await findAt(project, instance.spec.recipe);
  if (instance === undefined || recipe === undefined)
    return { recipe: { type: "Python", defaults: {} }, tasks: {} };
  const tasks = Object.fromEntries(
    Object.entries(instance.spec.tasks).map(([name, declared]) => {
      const defaults = Object.entries(recipe.spec.defaults).find(([task]) => task === name)?.[1];
      const own = spec.task === name ? spec.parameters : {};
      return [name, { ...declared, parameters: { ...defaults, ...declared.parameters, ...own } }];
    }),
  );
  return { recipe: recipe.spec, tasks };
}

function merge<T>(parts: readonly { readonly [name: string]: T }[]): { readonly [name: string]: T } {
  return Object.assign({}, ...parts);
}

function given<N extends string, T>(
  name: N,
  map: { readonly [key: string]: T },
): { readonly [K in N]?: { readonly [key: string]: T } } {
  const made: { [K in N]?: { readonly [key: string]: T } } = {};
  if (Object.keys(map).length > 0) made[name] = map;
  return made;
}

/** As it was read, it has a type. */
function asSpecification({ type, ...fields }: NonNullable<ReadTask["specification"]>): TaskSpecification {
  return { ...fields, type: type === "SparkTaskSpec" ? "SparkTaskSpec" : "ContainerTaskSpec" };
}

function readTags({ tags }: JsonObject): { readonly [name: string]: string } {
  if (tags === undefined || tags === null) return {};
  return Object.fromEntries(
    Object.entries(readObject(tags, "tags")).map(([name, value]) => {
      if (value === null || typeof value === "object")
        throw invalidValue(`tags.${name}`, `it is a text, not ${describe(value)}`);
      return [name, String(value)];
    }),
  );
}

/** The JSON of an mlInstance, as an instance of the language. */
import { declarationOf, type Project } from "@mlx/app";
import {
  type AppliedResource,
  isJsonObject,
  type Json,
  type JsonObject,
  type TaskName,
  type TaskSpec,
  taskNames,
} from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { requireReference } from "../wire/find-resources.ts";
import { keptBody } from "../wire/item-view.ts";
import { readCommon, readFilledText, readName } from "../wire/read-fields.ts";
import {
  type ReadTask,
  readDatasetParameters,
  readTasks,
  resultsChannel,
  withFolders,
} from "../wire/tasks.ts";

export interface ReadInstance {
  readonly name: string;
  readonly value: JsonObject;
  readonly wire: JsonObject;
  /** Nothing says where its scores go: a folder of its own has to be made. */
  readonly lacksResults: boolean;
}

/** Fields of the language that an mlInstance has words for. */
export const instanceWords = ["recipe", "tasks"] as const;

/** `current`: the instance that it replaces. Failures: 8541. */
export async function readInstance(
  project: Project,
  body: JsonObject,
  current?: AppliedResource<"instance">,
): Promise<ReadInstance> {
  const name = readName(body);
  const recipe = await requireReference(project, "recipe", readFilledText(body, "engineId"), "engineId");
  const known = current?.spec.tasks;
  const before = current === undefined ? {} : unwrap(await declarationOf(project, current));
  const written = await readTasks(body.tasks, "tasks", {
    project,
    recipe: recipe.spec,
    ...(known === undefined ? {} : { known }),
  });
  const declared = await Promise.all(
    taskNamesOf(recipe, written, known).map(async (task) => {
      const given = written.find((each) => each.task === task);
      const said = await declareTask(project, recipe, task, given, known?.[task]);
      return [task, { ...said, ...unsaid(before, task) }] as const;
    }),
  );
  const tasks: { readonly [task: string]: JsonObject } = Object.fromEntries(declared);
  return {
    name,
    value: { ...readCommon(body), recipe: recipe.address, tasks },
    wire: {
      ...keptBody(body),
      engineId: recipe.id,
      ...(body.tasks === undefined || body.tasks === null ? {} : { tasks: written.map(({ wire }) => wire) }),
    },
    lacksResults: tasks.score !== undefined && tasks.score.outputs === undefined,
  };
}

/** Of a feature pipeline its own; of every other engine both that services and runs ask for, said or not. */
function taskNamesOf(
  { spec }: AppliedResource<"recipe">,
  written: readonly ReadTask[],
  known: AppliedResource<"instance">["spec"]["tasks"] | undefined,
): readonly TaskName[] {
  const usual: readonly TaskName[] = spec.algorithm === "fp" ? ["featurePipeline"] : ["train", "score"];
  return taskNames.filter(
    (name) =>
      written.some(({ task }) => task === name) ||
      spec.defaults[name] !== undefined ||
      (usual.includes(name) && (known === undefined || known[name] !== undefined)),
  );
}

/** What of a task only files can say. */
function unsaid({ tasks }: JsonObject, task: TaskName): { readonly transform?: Json } {
  const before = isJsonObject(tasks) ? tasks[task] : undefined;
  return isJsonObject(before) && before.transform !== undefined ? { transform: before.transform } : {};
}

async function declareTask(
  project: Project,
  { spec }: AppliedResource<"recipe">,
  task: TaskName,
  given: ReadTask | undefined,
  known: TaskSpec | undefined,
): Promise<JsonObject> {
  const [channel = resultsChannel] = Object.keys(known?.outputs ?? {});
  const meant = await readDefaultDatasets(project, spec.defaults[task] ?? {}, channel);
  const inputs = { ...meant.inputs, ...given?.inputs };
  // Where results go is nothing that a client has to say again.
  const outputs = { ...known?.outputs, ...meant.outputs, ...given?.outputs };
  const specification = given?.specification;
  return {
    ...(given === undefined || Object.keys(given.parameters).length === 0
      ? {}
      : { parameters: given.parameters }),
    ...(Object.keys(inputs).length === 0 ? {} : { inputs }),
    ...(Object.keys(outputs).length === 0 ? {} : { outputs: withFolders(outputs) }),
    ...(specification === undefined ? {} : { specification }),
  };
}

/** The engine's parameters may name datasets too; those of another place name none here. */
async function readDefaultDatasets(
  project: Project,
  defaults: TaskSpec["parameters"],
  channel: string,
): Promise<Pick<ReadTask, "inputs" | "outputs">> {
  try {
    return await readDatasetParameters(project, defaults, "engine", channel);
  } catch {
    return { inputs: {}, outputs: {} };
  }
}

/** `tasks` of a body, in the language, and the other way round. */
import type { Project } from "@mlx/app";
import {
  type Address,
  datasetId,
  type InstanceSpec,
  type Json,
  type JsonObject,
  type Parameters,
  type RecipeSpec,
  type TaskName,
  type TaskSpec,
} from "@mlx/core";
import { invalidValue } from "../errors.ts";
import { outputFolder, requireDataset } from "./find-datasets.ts";
import { readParameters, writeParameters } from "./parameters.ts";
import { readFilledText, readObjects, readOptionalObject, readText } from "./read-fields.ts";
import { readSpecification } from "./specification.ts";
import { readTaskName } from "./task-names.ts";

export interface ReadTask {
  readonly task: TaskName;
  readonly parameters: Parameters;
  /** Channel to dataset. */
  readonly inputs: { readonly [channel: string]: Address<"dataset"> };
  /** Channel to folder. */
  readonly outputs: { readonly [channel: string]: string };
  readonly specification: JsonObject | undefined;
  /** As it was sent, without secrets. */
  readonly wire: JsonObject;
}

export interface TasksContext {
  readonly project: Project;
  readonly recipe: Pick<RecipeSpec, "type" | "defaults">;
  /** What the resource has of each task. */
  readonly known?: { readonly [task in TaskName]?: Pick<TaskSpec, "parameters" | "outputs"> };
}

/** The channel of what a run scores, where nothing says another. */
export const resultsChannel = "predictions";

/** Each parameter that names a dataset, and the channel that it fills. */
const datasetParameters = { trainingDataSetId: "train", scoringDataSetId: "score" } as const;
const resultsParameter = "scoringResultsDataSetId";

/** Failures: 8541. */
export async function readTasks(
  value: Json | undefined,
  field: string,
  context: TasksContext,
): Promise<readonly ReadTask[]> {
  const tasks: ReadTask[] = [];
  for (const [index, written] of readObjects(value, field).entries()) {
    const task = await readTask(written, `${field}[${index}]`, context);
    if (tasks.some((other) => other.task === task.task))
      throw invalidValue(`${field}[${index}].name`, `the task ${task.task} is given twice`);
    tasks.push(task);
  }
  return tasks;
}

async function readTask(written: JsonObject, field: string, context: TasksContext): Promise<ReadTask> {
  const { project, recipe, known = {} } = context;
  const name = readText(written, "name", `${field}.`)?.trim() ?? "";
  if (name === "") throw invalidValue(`${field}.name`, "it is missing; it is train, score or another task");
  const task = readTaskName(name, `${field}.name`);
  const { values: parameters, wire } = await readParameters(
    project,
    written.parameters,
    `${field}.parameters`,
    {
      ...(recipe.defaults[task] === undefined ? {} : { defaults: recipe.defaults[task] }),
      ...(known[task] === undefined ? {} : { known: known[task].parameters }),
    },
  );
  const specification =
    written.specification === undefined || written.specification === null
      ? undefined
      : readOptionalObject(written.specification, `${field}.specification`);
  const [knownChannel] = Object.keys(known[task]?.outputs ?? {});
  const named = await readNamedDatasets(written, field, context, known[task]?.outputs ?? {});
  const meant = await readDatasetParameters(project, parameters, field, knownChannel ?? resultsChannel);
  return {
    task,
    parameters,
    inputs: { ...meant.inputs, ...named.inputs },
    outputs: { ...meant.outputs, ...named.outputs },
    specification: readSpecification(
      specification,
      recipe.type,
      `${field}.specification`,
      asJson(parameters),
    ),
    wire: { ...written, ...(written.parameters === undefined ? {} : { parameters: wire }) },
  };
}

/** Without secrets, which no setting of Spark is. */
function asJson(parameters: Parameters): { readonly [name: string]: Json } {
  return Object.fromEntries(
    Object.entries(parameters).filter((entry): entry is [string, string | number] =>
      ["string", "number"].includes(typeof entry[1]),
    ),
  );
}

/** Inputs and outputs that parameters name. An empty one names none. Failures: 8541. */
export async function readDatasetParameters(
  project: Project,
  parameters: Parameters,
  field: string,
  results = resultsChannel,
): Promise<Pick<ReadTask, "inputs" | "outputs">> {
  const inputs: { [channel: string]: Address<"dataset"> } = {};
  const outputs: { [channel: string]: string } = {};
  for (const [key, channel] of Object.entries(datasetParameters)) {
    const text = textOf(parameters[key]);
    if (text === undefined) continue;
    inputs[channel] = (await requireDataset(project, text, `${field}.parameters.${key}`)).address;
  }
  const text = textOf(parameters[resultsParameter]);
  if (text !== undefined) {
    const at = `${field}.parameters.${resultsParameter}`;
    outputs[results] = outputFolder(await requireDataset(project, text, at), at);
  }
  return { inputs, outputs };
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === "string" ? value.trim() : typeof value === "number" ? String(value) : "";
  return text === "" ? undefined : text;
}

/** `datasets` of a task: what is no dataset (a model, a file of another run) is left to the echo. */
async function readNamedDatasets(
  written: JsonObject,
  field: string,
  { project }: TasksContext,
  known: TaskSpec["outputs"],
): Promise<Pick<ReadTask, "inputs" | "outputs">> {
  const datasets = readOptionalObject(written.datasets, `${field}.datasets`);
  const inputs: { [channel: string]: Address<"dataset"> } = {};
  const outputs: { [channel: string]: string } = {};
  for (const [index, each] of readObjects(datasets.inputs, `${field}.datasets.inputs`).entries()) {
    const found = namedDataset(each, `${field}.datasets.inputs[${index}].`);
    if (found === undefined) continue;
    const { name, id } = found;
    inputs[name] = (await requireDataset(project, id, `${field}.datasets.inputs[${index}].id`)).address;
  }
  for (const [index, each] of readObjects(datasets.outputs, `${field}.datasets.outputs`).entries()) {
    const at = `${field}.datasets.outputs[${index}]`;
    const name = readFilledText(each, "name", `${at}.`);
    const kept = name === undefined ? undefined : known[name];
    if (name !== undefined && kept !== undefined && each.generatedURI === kept) outputs[name] = kept;
    const found = namedDataset(each, `${at}.`);
    if (found === undefined) continue;
    outputs[found.name] = outputFolder(await requireDataset(project, found.id, `${at}.id`), `${at}.id`);
  }
  return { inputs, outputs };
}

function namedDataset(
  each: JsonObject,
  within: string,
): { readonly name: string; readonly id: string } | undefined {
  const name = readFilledText(each, "name", within);
  const id = readFilledText(each, "id", within);
  const type = readFilledText(each, "resType", within) ?? "dataset";
  return name === undefined || id === undefined || type !== "dataset" ? undefined : { name, id };
}

/** The language's tasks as the API has them. `idOf`: of a dataset that is there. */
export function writeTasks(
  tasks: InstanceSpec["tasks"],
  idOf: (dataset: Address<"dataset">) => string | undefined,
): readonly JsonObject[] {
  return Object.entries(tasks).map(([name, { parameters, inputs, outputs, specification }]) => {
    const datasets = {
      ...(Object.keys(inputs).length === 0 ? {} : { inputs: writeInputs(inputs, idOf) }),
      ...(Object.keys(outputs).length === 0
        ? {}
        : {
            outputs: Object.entries(outputs).map(([channel, generatedURI]) => ({
              name: channel,
              generatedURI,
            })),
          }),
    };
    return {
      name,
      parameters: writeParameters(parameters),
      ...(specification === undefined ? {} : { specification }),
      ...(Object.keys(datasets).length === 0 ? {} : { datasets }),
    };
  });
}

function writeInputs(
  inputs: TaskSpec["inputs"],
  idOf: (dataset: Address<"dataset">) => string | undefined,
): readonly JsonObject[] {
  return Object.entries(inputs).map(([name, dataset]) => {
    const id = idOf(dataset);
    return { name, ...(id === undefined ? {} : { id: datasetId({ id }) }), resType: "dataset" };
  });
}

/** Paths of the language are relative to the file, which stands in the project's folder. */
export function withFolders(outputs: TaskSpec["outputs"]): TaskSpec["outputs"] {
  return Object.fromEntries(
    Object.entries(outputs).map(([channel, path]) => [channel, /^[./]/.test(path) ? path : `./${path}`]),
  );
}

/** The JSON of an experiment, as one of the language. */
import { declarationOf, type Project } from "@mlx/app";
import {
  type AppliedResource,
  type Json,
  type JsonObject,
  type RecipeSpec,
  type TaskName,
  type TaskSpec,
  taskNames,
} from "@mlx/core";
import { unwrap } from "../../http/unwrap.ts";
import { invalidValue } from "../errors.ts";
import { findAt, requireReference } from "../wire/find-resources.ts";
import { keptBody } from "../wire/item-view.ts";
import { readCommon, readFilledText, readFlag, readName, readOptionalObject } from "../wire/read-fields.ts";
import { overSchedule, readSchedule } from "../wire/schedules.ts";
import { readTasks, withFolders } from "../wire/tasks.ts";
import { readInstanceQuery } from "./instance-query.ts";

export interface ReadExperiment {
  readonly name: string;
  readonly value: JsonObject;
  readonly wire: JsonObject;
}

/** Fields of the language that an experiment of the API has words for. */
export const experimentWords = [
  "instance",
  "instanceQuery",
  "task",
  "parameters",
  "inputs",
  "outputs",
  "schedule",
  "notification",
] as const;

/** `current`: the experiment that it replaces. Failures: 8541. */
export async function readExperiment(
  project: Project,
  body: JsonObject,
  current?: AppliedResource<"experiment">,
): Promise<ReadExperiment> {
  const name = readName(body);
  const { target, instance, wire } = await readTarget(project, body);
  const template = readOptionalObject(body.template, "template");
  const recipe = instance === undefined ? undefined : await findAt(project, instance.spec.recipe);
  const before = current === undefined ? {} : unwrap(await declarationOf(project, current));
  const { said, wireTasks } = await readTemplate(project, template, {
    recipe: recipe?.spec,
    instance,
    current,
    before,
  });
  return {
    name,
    value: { ...readCommon(body), ...target, ...said },
    wire: {
      ...keptBody(body, ["createdByService", "workflowId"]),
      ...wire,
      ...(body.template === undefined || body.template === null
        ? {}
        : { template: { ...template, ...(template.tasks === undefined ? {} : { tasks: wireTasks }) } }),
    },
  };
}

async function readTarget(
  project: Project,
  body: JsonObject,
): Promise<{
  readonly target: JsonObject;
  readonly instance: AppliedResource<"instance"> | undefined;
  readonly wire: JsonObject;
}> {
  const id = readFilledText(body, "mlInstanceId");
  const query = readFilledText(body, "mlInstanceQuery");
  if (id !== undefined) {
    // Where both are said the id is the nearer one.
    const instance = await requireReference(project, "instance", id, "mlInstanceId");
    return { target: { instance: instance.address }, instance, wire: { mlInstanceId: instance.id } };
  }
  if (query === undefined)
    throw invalidValue(
      "mlInstanceId",
      "it is missing",
      "An experiment is of an mlInstance: give mlInstanceId, or mlInstanceQuery.",
    );
  const instanceQuery = await readInstanceQuery(project, query);
  return { target: { instanceQuery }, instance: undefined, wire: {} };
}

interface TemplateContext {
  /** Absent where a query finds the instance. */
  readonly recipe: RecipeSpec | undefined;
  readonly instance: AppliedResource<"instance"> | undefined;
  readonly current: AppliedResource<"experiment"> | undefined;
  /** What files would say of `current`. */
  readonly before: JsonObject;
}

async function readTemplate(
  project: Project,
  template: JsonObject,
  { recipe, instance, current, before }: TemplateContext,
): Promise<{ readonly said: JsonObject; readonly wireTasks: Json }> {
  const schedule = readSchedule(template.schedule, "template.schedule");
  const notification = readNotification(template.notification);
  const known = current?.spec;
  const tasks = await readTasks(template.tasks, "template.tasks", {
    project,
    recipe: { type: recipe?.type ?? "Python", defaults: recipe?.defaults ?? {} },
    known: knownTasks(instance, known),
  });
  const [task, other] = tasks;
  if (other !== undefined)
    throw invalidValue(
      "template.tasks[1]",
      "a scheduled experiment runs one task, and this is a second one",
      "Make an experiment for each; the scoring one takes the newest model.",
    );
  // Without a template a run says its task; what files say of it stays.
  const name = task?.task ?? known?.task ?? usualTask(instance);
  return {
    said: {
      task: name,
      ...(task === undefined || Object.keys(task.parameters).length === 0
        ? {}
        : { parameters: task.parameters }),
      ...(task === undefined || Object.keys(task.inputs).length === 0 ? {} : { inputs: task.inputs }),
      ...(task === undefined || Object.keys(task.outputs).length === 0
        ? {}
        : { outputs: withFolders(task.outputs) }),
      ...(schedule === undefined ? {} : { schedule: overSchedule(before.schedule, schedule) }),
      ...(notification === undefined ? {} : { notification }),
    },
    wireTasks: tasks.map(({ wire }) => wire),
  };
}

/** A feature pipeline trains nothing. */
function usualTask(instance: AppliedResource<"instance"> | undefined): TaskName {
  const declared = taskNames.filter((name) => instance?.spec.tasks[name] !== undefined);
  return declared.includes("train") ? "train" : (declared[0] ?? "train");
}

/** The channels are the instance's, the secrets the experiment's. */
function knownTasks(
  instance: AppliedResource<"instance"> | undefined,
  known: AppliedResource<"experiment">["spec"] | undefined,
) {
  const ofInstance = Object.entries(instance?.spec.tasks ?? {}).map(([name, { outputs }]) => [
    name,
    { parameters: {}, outputs },
  ]);
  const tasks: { readonly [task: string]: Pick<TaskSpec, "outputs" | "parameters"> } =
    Object.fromEntries(ofInstance);
  if (known === undefined) return tasks;
  const { outputs } = tasks[known.task] ?? { outputs: {} };
  return { ...tasks, [known.task]: { parameters: known.parameters, outputs } };
}

function readNotification(value: Json | undefined): JsonObject | undefined {
  const written = readOptionalObject(value, "template.notification");
  const within = "template.notification.";
  const email = readFilledText(written, "email", within);
  const emailOnRetry = readFlag(written, "emailOnRetry", within);
  const emailOnFailure = readFlag(written, "emailOnFailure", within);
  if (email === undefined) return undefined;
  return {
    email: email.split(/[,;\s]+/).filter((each) => each !== ""),
    ...(emailOnRetry === undefined ? {} : { emailOnRetry }),
    ...(emailOnFailure === undefined ? {} : { emailOnFailure }),
  };
}

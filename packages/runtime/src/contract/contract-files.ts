/** What a task reads about itself: the files of `input/config`, and values that the variables share. */
import type { Json, JsonObject, TaskSubmission } from "@mlx/core";
import { isJsonObject } from "@mlx/core";
import { hideSecrets } from "./hide-secrets.ts";

/** The one host of a task. */
export interface TaskHost {
  /** It must resolve where the task runs, because SageMaker's toolkit waits until it does. */
  readonly name: string;
  readonly networkInterface: string;
}

/** The host of a task that runs as a process of this machine. */
export const localHost: TaskHost = { name: "localhost", networkInterface: "lo" };

/** File name to content. No secret value stands in any of them. */
export function contractFiles(
  submission: TaskSubmission,
  { deadline, host }: { readonly deadline: string; readonly host: TaskHost },
): { readonly [name: string]: Json } {
  const hidden = hideSecrets(submission.parameters, submission.secretValues);
  const parameters = isJsonObject(hidden) ? hidden : {};
  return {
    "hyperparameters.json": hyperparameters(parameters),
    "inputdataconfig.json": inputDataConfig(submission),
    "resourceconfig.json": resourceConfig(host),
    "resourceConfig.json": resourceConfig(host),
    "mlx.json": describeTask(submission, parameters, deadline),
  };
}

/** All values as texts, as SageMaker has them; lists and objects as JSON. */
export function hyperparameters(parameters: JsonObject): { readonly [name: string]: string } {
  const text = (value: Json) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, text(value)]));
}

export function inputDataConfig({ inputs }: Pick<TaskSubmission, "inputs">): JsonObject {
  const channel = {
    TrainingInputMode: "File",
    S3DistributionType: "FullyReplicated",
    RecordWrapperType: "None",
  };
  return Object.fromEntries(Object.keys(inputs).map((name) => [name, channel]));
}

export function resourceConfig({ name, networkInterface }: TaskHost): JsonObject {
  return { current_host: name, hosts: [name], network_interface_name: networkInterface };
}

function describeTask(submission: TaskSubmission, parameters: JsonObject, deadline: string): JsonObject {
  const { source, experiment, model, scheduledAt, window } = submission;
  const inputs = Object.entries(submission.inputs).map(([channel, files]) => {
    return [channel, files.map(({ name, size }) => ({ name, size }))] as const;
  });
  return {
    version: 1,
    run: submission.runId,
    attempt: submission.attempt,
    task: submission.task,
    trigger: submission.trigger,
    recipe: submission.recipe,
    recipeType: submission.recipeType,
    ...(source === undefined ? {} : { source }),
    instance: submission.instance,
    ...(experiment === undefined ? {} : { experiment }),
    ...(model === undefined ? {} : { model: { ref: model.ref, artifact: model.artifact } }),
    ...(scheduledAt === undefined ? {} : { scheduledAt }),
    ...(window === undefined ? {} : { window: { start: window.start, end: window.end } }),
    parameters,
    inputs: Object.fromEntries(inputs),
    outputs: submission.outputChannels,
    deadline,
  };
}

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

/** All channels that the task can read: what earlier steps of its run left for it is among them. */
export function inputChannels({
  inputs,
  passedInputs = {},
}: Pick<TaskSubmission, "inputs" | "passedInputs">): readonly string[] {
  return [...Object.keys(inputs), ...Object.keys(passedInputs)].sort();
}

export function inputDataConfig(task: Pick<TaskSubmission, "inputs" | "passedInputs">): JsonObject {
  const channel = {
    TrainingInputMode: "File",
    S3DistributionType: "FullyReplicated",
    RecordWrapperType: "None",
  };
  return Object.fromEntries(inputChannels(task).map((name) => [name, channel]));
}

export function resourceConfig({ name, networkInterface }: TaskHost): JsonObject {
  return { current_host: name, hosts: [name], network_interface_name: networkInterface };
}

function describeTask(submission: TaskSubmission, parameters: JsonObject, deadline: string): JsonObject {
  const { source, experiment, model, scheduledAt, window } = submission;
  const inputs = inputChannels(submission).map((channel) => {
    const files = submission.passedInputs?.[channel]?.files ?? submission.inputs[channel] ?? [];
    return [channel, files.map(({ name, size }) => ({ name, size }))] as const;
  });
  return {
    version: 1,
    run: submission.runId,
    attempt: submission.attempt,
    task: submission.program ?? submission.task,
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

/** The variables of the contract: SageMaker's (`SM_*`) and mlx's own (`MLX_*`). */
import { join } from "node:path";
import type { Json, TaskSubmission } from "@mlx/core";
import type { TaskFolders } from "../job/job-folder.ts";
import type { TaskHost } from "./contract-files.ts";
import { hyperparameters, inputChannels, inputDataConfig, resourceConfig } from "./contract-files.ts";

export type Variables = Readonly<Record<string, string>>;

/** Where a task runs, as it sees that itself. */
export interface ContractPlace {
  readonly folders: TaskFolders;
  /** RFC 3339. */
  readonly deadline: string;
  readonly host: TaskHost;
  /** Processors that there are, whatever the task's limit. */
  readonly cpus: number;
  /** What the task may use; absent: no limit. */
  readonly limits: { readonly cpus?: number; readonly memoryInMB?: number };
  readonly gpus: number;
}

export function contractVariables(submission: TaskSubmission, place: ContractPlace): Variables {
  return { ...sageMakerVariables(submission, place), ...mlxVariables(submission, place) };
}

function sageMakerVariables(submission: TaskSubmission, place: ContractPlace): Variables {
  const { parameters, runId } = submission;
  const { folders, cpus, limits, gpus, host } = place;
  const texts = hyperparameters(parameters);
  const channels = inputChannels(submission);
  const variables: Record<string, string> = {
    TRAINING_JOB_NAME: runId,
    TRAINING_JOB_ARN: `arn:mlx:training-job/${runId}`,
    SM_MODEL_DIR: folders.model,
    SM_INPUT_DIR: join(folders.root, "input"),
    SM_INPUT_CONFIG_DIR: folders.inputConfig,
    SM_OUTPUT_DIR: folders.output,
    SM_OUTPUT_DATA_DIR: folders.outputData,
    SM_CHANNELS: JSON.stringify(channels),
    SM_HPS: JSON.stringify(texts),
    SM_USER_ARGS: JSON.stringify(
      Object.entries(texts).flatMap(([name, value]) => [name.length === 1 ? `-${name}` : `--${name}`, value]),
    ),
    SM_HOSTS: JSON.stringify([host.name]),
    SM_CURRENT_HOST: host.name,
    SM_NETWORK_INTERFACE_NAME: host.networkInterface,
    SM_RESOURCE_CONFIG: JSON.stringify(resourceConfig(host)),
    SM_INPUT_DATA_CONFIG: JSON.stringify(inputDataConfig(submission)),
    SM_NUM_CPUS: Math.max(1, Math.ceil(limits.cpus ?? cpus)).toString(),
    SM_NUM_GPUS: gpus.toString(),
    SM_NUM_NEURONS: "0",
    SM_LOG_LEVEL: "20",
  };
  const channelFolders: Record<string, string> = {};
  for (const channel of channels) {
    const folder = join(folders.inputData, channel);
    channelFolders[channel] = folder;
    for (const name of spellings(channel)) variables[`SM_CHANNEL_${name}`] = folder;
  }
  for (const [name, value] of Object.entries(texts)) {
    variables[`SM_HP_${name}`] = value;
    for (const spelling of spellings(name)) variables[`SM_HP_${spelling}`] = value;
  }
  variables.SM_TRAINING_ENV = JSON.stringify({
    job_name: runId,
    hyperparameters: parameters,
    channel_input_dirs: channelFolders,
    model_dir: folders.model,
    output_dir: folders.output,
    output_data_dir: folders.outputData,
    input_dir: variables.SM_INPUT_DIR ?? "",
    input_config_dir: folders.inputConfig,
    input_data_config: inputDataConfig(submission),
    resource_config: resourceConfig(host),
    current_host: host.name,
    hosts: [host.name],
    network_interface_name: host.networkInterface,
    log_level: 20,
  });
  return variables;
}

function mlxVariables(submission: TaskSubmission, { folders, deadline, limits }: ContractPlace): Variables {
  const { experiment, model, scheduledAt, window } = submission;
  const { cpus, memoryInMB } = limits;
  const outputs = submission.outputChannels.map(
    (channel) => [`MLX_OUTPUT_${shellName(channel)}`, join(folders.outputData, channel)] as const,
  );
  return {
    MLX_RUN_ID: submission.runId,
    MLX_ATTEMPT: submission.attempt.toString(),
    MLX_TASK: submission.program ?? submission.task,
    MLX_TRIGGER: submission.trigger,
    MLX_RECIPE: submission.recipe,
    MLX_INSTANCE: submission.instance,
    ...(experiment === undefined ? {} : { MLX_EXPERIMENT: experiment }),
    ...(model === undefined ? {} : { MLX_MODEL_REF: model.ref }),
    ...(scheduledAt === undefined ? {} : { MLX_SCHEDULED_TIME: scheduledAt }),
    ...(window === undefined ? {} : { MLX_WINDOW_START: window.start, MLX_WINDOW_END: window.end }),
    MLX_DEADLINE: deadline,
    MLX_METRICS_FILE: folders.metricsLines,
    MLX_CHECKPOINT_DIR: folders.checkpoints,
    ...(cpus === undefined ? {} : { MLX_CPU_LIMIT: cpus.toString() }),
    ...(memoryInMB === undefined ? {} : { MLX_MEMORY_LIMIT_BYTES: (memoryInMB * 1024 * 1024).toString() }),
    ...Object.fromEntries(outputs),
  };
}

/** What the specification allows the task to use. */
export function specifiedLimits({
  specification,
}: Pick<TaskSubmission, "specification">): ContractPlace["limits"] {
  const cpus = positive(specification?.cpus);
  const memoryInMB = positive(specification?.memoryInMB);
  return { ...(cpus === undefined ? {} : { cpus }), ...(memoryInMB === undefined ? {} : { memoryInMB }) };
}

/** A specification has numbers as such or as text. */
export function positive(value: Json | undefined): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && number > 0 ? number : undefined;
}

/** In capitals as SageMaker has it, and once more as a name that a shell can say. */
function spellings(name: string): readonly string[] {
  return [name.toUpperCase(), shellName(name)];
}

function shellName(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9_]/g, "_");
}

/** The environment variables of a task: SageMaker's, mlx's own, and the few that any program needs. */
import { delimiter, join } from "node:path";
import type { Json, TaskSubmission } from "@mlx/core";
import {
  host,
  hyperparameters,
  inputDataConfig,
  networkInterface,
  resourceConfig,
} from "./contract-files.ts";
import type { TaskFolders } from "../job/job-folder.ts";

type Variables = Readonly<Record<string, string>>;

export interface TaskPlace {
  readonly folders: TaskFolders;
  /** Home, caches and temporary files. */
  readonly scratch: string;
  /** `bin` of the software environment. */
  readonly bin: string;
  /** RFC 3339. */
  readonly deadline: string;
  /** Of the machine; counts where the task has no limit of its own. */
  readonly cpus: number;
  /** Of mlx itself; only the path, the language and the time zone are taken from it. */
  readonly processEnv: Readonly<Record<string, string | undefined>>;
}

/**
 * The recipe's variables win over mlx's suggestions (thread counts, caches), and the contract's
 * (`SM_*`, `MLX_*`) win over the recipe's.
 */
export function taskEnvironment(submission: TaskSubmission, place: TaskPlace): Variables {
  const { env } = submission;
  const path = env.PATH ?? place.processEnv.PATH ?? "/usr/local/bin:/usr/bin:/bin";
  return {
    ...inherited(place.processEnv),
    ...scratchVariables(place.scratch),
    ...threadHints(cpuLimit(submission)),
    PYTHONUNBUFFERED: "1",
    AWS_REGION: "us-east-1",
    ...env,
    PATH: `${place.bin}${delimiter}${path}`,
    VIRTUAL_ENV: join(place.bin, ".."),
    ...sageMakerVariables(submission, place),
    ...mlxVariables(submission, place),
  };
}

function inherited(processEnv: TaskPlace["processEnv"]): Variables {
  const names = Object.keys(processEnv).filter((name) => /^(?:LANG|LANGUAGE|LC_.*|TZ)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, processEnv[name] ?? ""]));
}

/**
 * PYTHONPYCACHEPREFIX is not among them: with it Python would compile every package of the
 * environment anew for each run.
 */
function scratchVariables(scratch: string): Variables {
  const cache = join(scratch, "cache");
  return {
    HOME: join(scratch, "home"),
    TMPDIR: scratch,
    XDG_CACHE_HOME: cache,
    MPLCONFIGDIR: join(cache, "matplotlib"),
    NUMBA_CACHE_DIR: join(cache, "numba"),
    HF_HOME: join(cache, "huggingface"),
    TORCH_HOME: join(cache, "torch"),
    TRITON_CACHE_DIR: join(cache, "triton"),
    JOBLIB_TEMP_FOLDER: scratch,
    SPARK_LOCAL_DIRS: scratch,
  };
}

/** Libraries see all processors of the machine, whatever the task's limit; this tells them. */
function threadHints(cpus: number | undefined): Variables {
  if (cpus === undefined) return {};
  const threads = Math.max(1, Math.floor(cpus)).toString();
  return {
    OMP_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
    NUMEXPR_MAX_THREADS: threads,
    RAYON_NUM_THREADS: threads,
  };
}

function sageMakerVariables(submission: TaskSubmission, { folders, cpus }: TaskPlace): Variables {
  const { parameters, inputs, runId } = submission;
  const texts = hyperparameters(parameters);
  const channels = Object.keys(inputs).sort();
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
    SM_HOSTS: JSON.stringify([host]),
    SM_CURRENT_HOST: host,
    SM_NETWORK_INTERFACE_NAME: networkInterface,
    SM_RESOURCE_CONFIG: JSON.stringify(resourceConfig),
    SM_INPUT_DATA_CONFIG: JSON.stringify(inputDataConfig(submission)),
    SM_NUM_CPUS: Math.max(1, Math.ceil(cpuLimit(submission) ?? cpus)).toString(),
    SM_NUM_GPUS: "0",
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
    resource_config: resourceConfig,
    current_host: host,
    hosts: [host],
    network_interface_name: networkInterface,
    log_level: 20,
  });
  return variables;
}

function mlxVariables(submission: TaskSubmission, { folders, deadline }: TaskPlace): Variables {
  const { experiment, model } = submission;
  const cpus = cpuLimit(submission);
  const memory = positive(submission.specification?.memoryInMB);
  const outputs = submission.outputChannels.map(
    (channel) => [`MLX_OUTPUT_${shellName(channel)}`, join(folders.outputData, channel)] as const,
  );
  return {
    MLX_RUN_ID: submission.runId,
    MLX_ATTEMPT: submission.attempt.toString(),
    MLX_TASK: submission.task,
    MLX_TRIGGER: submission.trigger,
    MLX_RECIPE: submission.recipe,
    MLX_INSTANCE: submission.instance,
    ...(experiment === undefined ? {} : { MLX_EXPERIMENT: experiment }),
    ...(model === undefined ? {} : { MLX_MODEL_REF: model.ref }),
    MLX_DEADLINE: deadline,
    MLX_METRICS_FILE: folders.metricsLines,
    MLX_CHECKPOINT_DIR: folders.checkpoints,
    ...(cpus === undefined ? {} : { MLX_CPU_LIMIT: cpus.toString() }),
    ...(memory === undefined ? {} : { MLX_MEMORY_LIMIT_BYTES: (memory * 1024 * 1024).toString() }),
    ...Object.fromEntries(outputs),
  };
}

function cpuLimit({ specification }: TaskSubmission): number | undefined {
  return positive(specification?.cpus);
}

/** A specification has numbers as such or as text. */
function positive(value: Json | undefined): number | undefined {
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

/** What users write, once expressions are resolved. Made from schemas/mlx.schema.json by `npm run generate`; not edited by hand. */
import type {Json, JsonObject, SecretRef as Secret} from "@mlx/core";

/**
 * How images are found and built.
 */
export type Docker = {
  /**
   * The image that recipes with source run in where their container does not name one.
   */
  baseImage?: string;
  /**
   * Images are taken from these registries, or parts of them, and from no other. All are allowed when absent.
   */
  registries?: string[];
  /**
   * What every build of an image is given.
   */
  build?: {
    args?: BuildArgs;
    /**
     * Certificates that builds trust, as a PEM file; they are not kept in the image. Relative to the folder of this file, or absolute.
     */
    caBundle?: Path;
    /**
     * Network of the engine that builds use.
     */
    network?: string;
  };
} | null;
/**
 * Relative to the folder of this file, or absolute.
 */
export type Path = string;
/**
 * What the runs of the project share.
 */
export type Runs = {
  /**
   * How much there is of what runs hold while they run, by name. cpus, memoryInMB and gpus take the place of what the machine has.
   */
  slots?: {
    [k: string]: number;
  };
  /**
   * At most so many runs at once; as many as the slots allow when absent.
   */
  maxRunning?: number;
  /**
   * How long the worker of a run may be silent, beyond its lease, before the run is taken from it.
   */
  workerLostGrace?: Duration & string;
} | null;
/**
 * A time span: a number of seconds, or numbers with s, m, h, d or w.
 */
export type Duration = string | number;
/**
 * Where messages about runs and schedules are sent.
 */
export type Notifications = {
  /**
   * Webhooks by name. They are told of every experiment that does not name others.
   */
  webhooks?: {
    [k: string]: Webhook;
  };
  smtp?: Smtp;
} | null;
/**
 * The value, or a secret: { secret: { env: NAME } }.
 */
export type TextOrSecret = string | Secret;
/**
 * A secret is only ever a reference; its value is read when a run starts and is kept nowhere.
 */
export type SecretRef = Secret;
/**
 * A time span longer than zero: a number of seconds, or numbers with s, m, h, d or w.
 */
export type PositiveDuration = string | number;
/**
 * How long mlx gc and the daemon keep what is no longer needed: a time span, or never to keep it for ever.
 */
export type Retention = {
  /**
   * Ended runs with all that belongs to them, but those whose model or output is still there: a time span, or never.
   */
  runs?: KeepFor;
  /**
   * Logs of ended runs: a time span, or never.
   */
  logs?: KeepFor;
  /**
   * Work folders of failed attempts: a time span, or never.
   */
  failedWork?: KeepFor;
  /**
   * History of schedules: a time span, or never.
   */
  ticks?: KeepFor;
  /**
   * Messages that were delivered or given up: a time span, or never.
   */
  deliveries?: KeepFor;
} | null;
/**
 * Numbers with s, m, h, d or w, such as 365d, or never.
 */
export type KeepFor = string;
/**
 * What mlx up serves to clients of the Sensei Machine Learning API and of /api/v1.
 */
export type Server = {
  /**
   * The organisation that the project belongs to, as clients send it in x-gw-ims-org-id. When absent, whatever they send means the project.
   */
  org?: string;
  /**
   * The sandbox that the project is, as clients send it in x-sandbox-name.
   */
  sandbox?: string;
  /**
   * The registry that GET /engines/dockerRegistry tells clients to push images to.
   */
  dockerRegistry?: {
    /**
     * Name of the registry, with its port where it has one.
     */
    host: string;
    /**
     * Who signs in.
     */
    username: string;
    /**
     * The user's password. Clients with a token that may write are told it.
     */
    password: SecretRef;
  };
  /**
   * Larger artifacts are refused.
   */
  maxUploadInMB?: number;
  /**
   * Of one token, or of one address without a token; 0 does not limit.
   */
  requestsPerMinute?: number;
  /**
   * Serve HTTPS with this certificate.
   */
  tls?: {
    /**
     * PEM file with the certificate, and those between it and the authority.
     */
    cert: Path;
    /**
     * PEM file with its private key.
     */
    key: Path;
  };
} | null;
/**
 * An overlay: maps merge, lists and scalars replace, null removes.
 */
export type Environment = {
  /**
   * Chosen when neither --env nor MLX_ENV names one.
   */
  default?: boolean;
  /**
   * What the environment is for.
   */
  description?: string;
  /**
   * Where the store is, instead of .mlx in the project's folder.
   */
  store?: string;
  /**
   * The git branch that this environment is applied from.
   */
  branch?: string;
  /**
   * Over the project's; null removes it.
   */
  executor?: "process" | "docker" | null;
  /**
   * Merged over the project's docker; null removes it.
   */
  docker?: {} | null;
  /**
   * Merged over the project's runs; null removes it.
   */
  runs?: {} | null;
  /**
   * Merged over the project's notifications; null removes it.
   */
  notifications?: {} | null;
  /**
   * Merged over the project's retention; null removes it.
   */
  retention?: {} | null;
  /**
   * Merged over the project's server; null removes it.
   */
  server?: {} | null;
  /**
   * Values of variables in this environment.
   */
  variables?: {} | null;
  /**
   * Merged over the datasets; null removes one.
   */
  datasets?: {} | null;
  /**
   * Merged over the recipes; null removes one.
   */
  recipes?: {} | null;
  /**
   * Merged over the instances; null removes one.
   */
  instances?: {} | null;
  /**
   * Merged over the experiments; null removes one.
   */
  experiments?: {} | null;
  /**
   * Merged over the services; null removes one.
   */
  services?: {} | null;
  /**
   * Merged over the models; null removes one.
   */
  models?: {} | null;
} | null;
/**
 * Addresses of resources that come first. Rarely needed: references make the order.
 */
export type DependsOn = string[];
/**
 * Makes one resource for each key: instance/retail[eu], instance/retail[us]. ${each.key} and ${each.value.…} are what differs.
 */
export type ForEach = JsonObject;
/**
 * A program that trains and scores. Its code comes from exactly one of source, image and build.
 */
export type Recipe = {
  /**
   * What the program is written in.
   */
  type?: "Python" | "R" | "Tensorflow" | "PySpark" | "Spark";
  /**
   * What it learns; fp is a feature pipeline.
   */
  algorithm?: "Classification" | "Regression" | "Custom" | "fp";
  /**
   * Folder with the program, relative to the folder of this file.
   */
  source?: string;
  /**
   * Container image with the program: NAME[:TAG][@DIGEST].
   */
  image?: string;
  /**
   * Container image that is built: its context folder, or { context, dockerfile, target, args }.
   */
  build?:
    | string
    | {
        /**
         * Folder that is sent to the build, relative to the folder of this file. What .dockerignore names is left out.
         */
        context: string;
        /**
         * Path of the Dockerfile inside the context.
         */
        dockerfile?: string;
        /**
         * Stage of the Dockerfile to build; the last when absent.
         */
        target?: string;
        args?: BuildArgs;
      };
  /**
   * Where it runs. Recipes with image or build run in containers; those with source as the project's executor says, else as processes.
   */
  executor?: "process" | "docker";
  container?: Container;
  /**
   * The program of each task, where the convention (an executable named after the task, else e.g. train.py) does not do; serve answers requests of a service.
   */
  command?: {
    train?: Command;
    score?: Command;
    featurePipeline?: Command;
    fp?: Command;
    preprocess?: Command;
    evaluate?: Command;
    serve?: Command;
  };
  /**
   * Default parameters of each task. The Sensei API calls these defaultMLInstanceConfigs.
   */
  defaults?: {
    train?: Parameters;
    score?: Parameters;
    featurePipeline?: Parameters;
    fp?: Parameters;
    preprocess?: Parameters;
    evaluate?: Parameters;
  };
  /**
   * Environment variables of every task.
   */
  env?: {
    [k: string]: EnvironmentValue;
  };
  /**
   * A train run that leaves no model fails, unless this is false.
   */
  requireModel?: boolean;
  /**
   * What this recipe is for, in a sentence.
   */
  description?: string;
  tags?: Tags;
  /**
   * False keeps the resource but starts no scheduled runs of it.
   */
  enabled?: boolean;
  lifecycle?: Lifecycle;
  dependsOn?: DependsOn;
  forEach?: ForEach;
  matrix?: Matrix;
} & Recipe1;
/**
 * Program and arguments; a string is split at white space, without a shell.
 *
 * @minItems 1
 */
export type Command = [string, ...string[]] | string;
/**
 * Number, string, boolean, null, list or map; or a secret: { secret: { env: NAME } }.
 */
export type ParameterValue = Json | Secret;
/**
 * The value, or a secret: { secret: { env: NAME } }.
 */
export type EnvironmentValue = string | number | boolean | Secret;
export type Recipe1 = {
  [k: string]: unknown;
};
/**
 * How one task of the instance runs.
 */
export type Task = {
  /**
   * Over the recipe's defaults, per key.
   */
  parameters?: Parameters;
  inputs?: Inputs;
  outputs?: Outputs;
  specification?: Specification;
  transform?: Transform;
} | null;
/**
 * Of score: the files of its input are posted to the recipe's serve program, and the answers are its output; no program for the task is run.
 */
export type Transform = {
  /**
   * What is one request: a whole file, or as many of its lines as fit into the payload.
   */
  split?: "file" | "lines";
  /**
   * What the requests are said to hold.
   */
  contentType?: string;
  /**
   * A request is no larger; in MiB.
   */
  maxPayloadInMB?: number;
  /**
   * Requests at the same time.
   */
  maxConcurrent?: number;
  /**
   * A request that takes longer has failed.
   */
  timeout?: PositiveDuration & string;
} | null;
/**
 * What is run, and when. It names exactly one of instance and instanceQuery.
 */
export type Experiment = {
  /**
   * The instance: retail-default, instance/retail-default or, made by forEach, retail[eu].
   */
  instance?: string;
  /**
   * Finds the newest instance that matches when a run is made.
   */
  instanceQuery?: string;
  /**
   * Which task is run.
   */
  task?: TaskName & string;
  /**
   * The version that score and evaluate load: latest, best(METRIC) or best(METRIC, min), an alias such as @champion, or v12; the newest that the experiment, or its instance, trained when absent.
   */
  model?: ModelSelector;
  /**
   * Over the instance's, per key.
   */
  parameters?: Parameters;
  inputs?: Inputs;
  outputs?: Outputs;
  timeframe?: Timeframe;
  onEmpty?: OnEmpty;
  chain?: Chain;
  schedule?: Schedule;
  retry?: Retry;
  /**
   * A run that takes longer is stopped.
   */
  timeout?: PositiveDuration & string;
  /**
   * Time between the request to stop and the kill.
   */
  stopGrace?: Duration & string;
  timeouts?: Timeouts;
  /**
   * Runs of a higher priority start first.
   */
  priority?: number;
  /**
   * What a run holds while it runs, beside what its specification asks for. The project says in runs.slots how much there is.
   */
  slots?: {
    [k: string]: number;
  };
  /**
   * At most so many of its runs at once, however they were started; others wait. No limit when absent.
   */
  maxRunning?: number;
  notification?: Notification;
  /**
   * What this experiment is for, in a sentence.
   */
  description?: string;
  tags?: Tags;
  /**
   * False keeps the resource but starts no scheduled runs of it.
   */
  enabled?: boolean;
  lifecycle?: Lifecycle;
  dependsOn?: DependsOn;
  forEach?: ForEach;
  matrix?: Matrix;
} & Experiment1;
/**
 * fp is short for featurePipeline.
 */
export type TaskName = "preprocess" | "featurePipeline" | "fp" | "train" | "evaluate" | "score";
/**
 * latest, best(METRIC) or best(METRIC, min), an alias such as @champion, or v12.
 */
export type ModelSelector = string;
/**
 * Only the rows of so long before the run are read, by timestampColumn of each input's dataset: a number of minutes, or numbers with s, m, h, d or w. All rows with 0, and when absent.
 */
export type Timeframe = number | string;
/**
 * What a run does whose timeframe holds no rows: fail, or end well without running its program.
 */
export type OnEmpty = "fail" | "pass";
/**
 * Several tasks in one run, one after the other; the experiment's task is one of them, and the run is known by it.
 *
 * @minItems 1
 */
export type Chain = [ChainTask, ...ChainTask[]];
/**
 * A task's name, or what is special about it in the chain.
 */
export type ChainTask =
  | string
  | {
      task: TaskName;
      /**
       * Input channels that an earlier task of the chain fills.
       */
      inputs?: {
        [k: string]: ChainInput;
      };
      /**
       * Output channels that are kept with the run, for later tasks, and are written to no folder. What later tasks read has to be here, or among the outputs of the task.
       */
      passes?: ChannelName[];
      /**
       * Over the experiment's; attempts of this task count.
       */
      retry?: Retry;
      /**
       * True takes over what the same code made before of the same parameters, data, environment and model.
       */
      cache?: boolean;
      when?: Threshold;
    };
/**
 * A letter or digit, then up to 62 letters, digits, underscores, dots and dashes.
 */
export type ChannelName = string;
/**
 * Exit codes, or ranges of them.
 *
 * Items: A code from 1 to 255, or a range such as 64-78.
 */
export type ExitCodes = (number | string)[];
/**
 * How the metric has to stand to the value.
 */
export type Comparison = "<" | "<=" | ">" | ">=" | "==" | "!=";
export type Experiment1 = {
  [k: string]: unknown;
};
/**
 * The recipe's serve program is kept running with the service's model, and answers requests to /services/NAME/invocations of mlx up.
 */
export type Serve = {
  /**
   * So many of them share the requests.
   */
  replicas?: number;
  /**
   * A port of its own with /ping and /invocations, beside that of mlx up.
   */
  port?: number;
  /**
   * Requests that one replica is given at once; others wait.
   */
  concurrency?: number;
  /**
   * Requests that wait at most; more are answered 503.
   */
  queueLimit?: number;
  /**
   * The largest body of a request in MiB; a larger one is answered 413.
   */
  maxBodyInMB?: number;
  /**
   * Until a request is answered; then 504.
   */
  timeout?: PositiveDuration & string;
  /**
   * From the start of a replica to its first healthy /ping.
   */
  startTimeout?: PositiveDuration & string;
  /**
   * How long a replica that is replaced may finish what it was asked.
   */
  drain?: Duration & string;
  /**
   * Time between the request to stop and the kill.
   */
  stopGrace?: Duration & string;
  /**
   * Environment variables over the recipe's.
   */
  env?: {
    [k: string]: EnvironmentValue;
  };
  specification?: Specification;
} | null;
/**
 * A lower-case letter, then up to 62 lower-case letters, digits, underscores and dashes; not latest, and no version such as v3.
 */
export type AliasName = string;

/**
 * A file of an mlx project: mlx.yaml, or any *.mlx.yaml below it. All files of a project merge into one set of sections.
 */
export interface ProjectFile {
  /**
   * The project's name. It stands in mlx.yaml, once.
   */
  project?: string;
  /**
   * Which files belong to the project, as globs relative to its folder; an entry that begins with ! leaves files out. Only in mlx.yaml.
   */
  include?: string[];
  /**
   * Where recipes with source run that do not say it themselves: as a process of this machine, or in a container.
   */
  executor?: "process" | "docker";
  docker?: Docker;
  runs?: Runs;
  notifications?: Notifications;
  retention?: Retention;
  server?: Server;
  /**
   * Values that may differ from one use to the next: ${var.NAME}. Set with --var NAME=VALUE, --var-file or an environment.
   */
  variables?: {
    [k: string]: Variable;
  } | null;
  /**
   * Overlays over the rest of the configuration, chosen with --env NAME or MLX_ENV.
   */
  environments?: {
    [k: string]: Environment;
  } | null;
  /**
   * Files that tasks read.
   */
  datasets?: {
    [k: string]: Dataset;
  } | null;
  /**
   * Programs that train and score. The Sensei API calls these engines.
   */
  recipes?: {
    [k: string]: Recipe;
  } | null;
  /**
   * Recipes with their parameters and data. The Sensei API calls these mlInstances; a model is named after its instance.
   */
  instances?: {
    [k: string]: Instance;
  } | null;
  /**
   * What is run, and when.
   */
  experiments?: {
    [k: string]: Experiment;
  } | null;
  /**
   * Instances that are published: trained and scored on schedules of their own, and served on demand. The Sensei API calls these mlServices.
   */
  services?: {
    [k: string]: Service;
  } | null;
  /**
   * What is declared of models by name: who is promoted, and how. Their versions live in the registry.
   */
  models?: {
    [k: string]: Model;
  } | null;
  /**
   * Renames: the resource keeps its id, models and runs.
   */
  moved?: Move[] | null;
}
/**
 * Build arguments (ARG in the Dockerfile) by name. They are kept in the image: no place for a secret.
 */
export interface BuildArgs {
  [k: string]: string | number | boolean;
}
/**
 * An address that is sent a POST request for each event.
 */
export interface Webhook {
  /**
   * Where to: http or https; or a secret: { secret: { env: NAME } }.
   */
  url: TextOrSecret;
  /**
   * Signs each request, so that the receiver can tell who sent it.
   */
  secret?: SecretRef;
  /**
   * What is told.
   *
   * @minItems 1
   */
  events?: [
    (
      | "run.succeeded"
      | "run.failed"
      | "run.aborted"
      | "run.retrying"
      | "model.ready"
      | "model.promoted"
      | "model.rolled-back"
      | "model.refused"
      | "service.failed"
      | "service.restored"
      | "schedule.skipped"
      | "schedule.failed"
    ),
    ...(
      | "run.succeeded"
      | "run.failed"
      | "run.aborted"
      | "run.retrying"
      | "model.ready"
      | "model.promoted"
      | "model.rolled-back"
      | "model.refused"
      | "service.failed"
      | "service.restored"
      | "schedule.skipped"
      | "schedule.failed"
    )[]
  ];
  /**
   * True sends to loopback, private and link-local addresses too.
   */
  allowPrivate?: boolean;
  /**
   * A request that takes longer is tried again.
   */
  timeout?: PositiveDuration & string;
}
/**
 * The server that e-mail is sent by.
 */
export interface Smtp {
  /**
   * Name or address of the server.
   */
  host: string;
  /**
   * 587 when absent, with security: tls 465, and with none 25.
   */
  port?: number;
  /**
   * How the connection is encrypted. starttls and tls fail where the server cannot.
   */
  security?: "none" | "starttls" | "tls";
  /**
   * Who signs in; nobody does when absent.
   */
  user?: string;
  /**
   * The user's password.
   */
  password?: SecretRef;
  /**
   * The sender: an address, or Name <address>.
   */
  from: string;
  /**
   * A server that answers no faster is tried again.
   */
  timeout?: PositiveDuration & string;
}
/**
 * A value that may differ from one use to the next.
 */
export interface Variable {
  /**
   * What values are accepted; that of the default when absent, else string.
   */
  type?: "string" | "number" | "integer" | "boolean" | "list" | "map";
  /**
   * The value when nothing else gives one. Without a default a value must be given.
   */
  default?: {
    [k: string]: unknown;
  };
  /**
   * What the variable is for.
   */
  description?: string;
}
/**
 * A file, folder or glob that tasks read.
 */
export interface Dataset {
  /**
   * File, folder or glob; relative to the folder of this file, or absolute.
   */
  path: Path;
  /**
   * Guessed from the name when absent.
   */
  format?: "csv" | "parquet" | "jsonl";
  /**
   * The column that time frames filter on.
   */
  timestampColumn?: string;
  /**
   * strftime pattern of timestampColumn.
   */
  timestampFormat?: string;
  /**
   * latest: of a folder that receives the batches of an output channel, only the newest counts.
   */
  batches?: "all" | "latest";
  /**
   * What this dataset is for, in a sentence.
   */
  description?: string;
  tags?: Tags;
  /**
   * False keeps the resource but starts no scheduled runs of it.
   */
  enabled?: boolean;
  lifecycle?: Lifecycle;
  dependsOn?: DependsOn;
  forEach?: ForEach;
  matrix?: Matrix;
}
/**
 * Labels to select and query by.
 */
export interface Tags {
  [k: string]: string | number | boolean;
}
/**
 * How plans treat the resource.
 */
export interface Lifecycle {
  /**
   * A plan that deletes or replaces the resource is blocked.
   */
  protect?: boolean;
  /**
   * Dotted paths of fields whose changes are not planned.
   */
  ignore?: string[];
}
/**
 * Makes one resource for each combination: instance/retail[eu,3]. ${each.value.NAME} is the combination's value.
 */
export interface Matrix {
  [k: string]: (string | number | boolean)[];
}
/**
 * How the container of a recipe is made and confined: a profile, and what differs from it.
 */
export interface Container {
  /**
   * strict confines as far as a program can bear; sagemaker gives what images made for Amazon SageMaker expect; trusted is what Docker gives by default.
   */
  profile?: "strict" | "sagemaker" | "trusted";
  /**
   * When the image is fetched from its registry: where it is not here, at each plan, or not at all.
   */
  pull?: "missing" | "always" | "never";
  /**
   * The image that a recipe with source runs in.
   */
  baseImage?: string;
  /**
   * Over the image's entry point; a string is split at white space, without a shell.
   */
  entrypoint?: Command;
  /**
   * Who the program runs as: image for the image's own user, else UID or UID:GID. An unprivileged one when the profile says nothing.
   */
  user?: string | number;
  /**
   * Linux capabilities beside the profile's.
   */
  capabilities?: string[];
  /**
   * none, bridge, or the name of a network of the engine.
   */
  network?: string;
  /**
   * The image's files cannot be written to; /tmp can.
   */
  readOnlyRoot?: boolean;
  /**
   * Set-user-id programs such as sudo work.
   */
  newPrivileges?: boolean;
  /**
   * Programs may be started from /tmp.
   */
  tmpExec?: boolean;
  /**
   * Size of /tmp in MiB. What lies in it counts against the memory limit.
   */
  tmpSizeInMB?: number;
  /**
   * Processes and threads at most.
   */
  pids?: number;
  /**
   * Size of /dev/shm in MiB.
   */
  shmSizeInMB?: number;
  /**
   * inherit: the proxy and certificate variables of mlx's own environment are handed on.
   */
  proxy?: "inherit";
  /**
   * OCI runtime of the engine.
   */
  runtime?: string;
}
/**
 * Parameters by name.
 */
export interface Parameters {
  [k: string]: ParameterValue;
}
/**
 * A recipe with its parameters and data. Its models carry its name.
 */
export interface Instance {
  /**
   * The recipe: retail-gbm, recipe/retail-gbm or, made by forEach, retail-gbm[eu].
   */
  recipe: string;
  /**
   * How each task runs.
   */
  tasks?: {
    train?: Task;
    score?: Task;
    featurePipeline?: Task;
    fp?: Task;
    preprocess?: Task;
    evaluate?: Task;
  };
  /**
   * What this instance is for, in a sentence.
   */
  description?: string;
  tags?: Tags;
  /**
   * False keeps the resource but starts no scheduled runs of it.
   */
  enabled?: boolean;
  lifecycle?: Lifecycle;
  dependsOn?: DependsOn;
  forEach?: ForEach;
  matrix?: Matrix;
}
/**
 * Channel to dataset.
 */
export interface Inputs {
  [k: string]: string;
}
/**
 * Channel to the folder that receives one new batch per run, relative to the folder of this file.
 */
export interface Outputs {
  [k: string]: string;
}
/**
 * What the task needs to run. Memory in MiB.
 */
export interface Specification {
  /**
   * ContainerTaskSpec for one container, SparkTaskSpec for a Spark application.
   */
  type: "ContainerTaskSpec" | "SparkTaskSpec";
  /**
   * ContainerTaskSpec: the command.
   */
  cmd?: string;
  /**
   * ContainerTaskSpec: processor cores.
   */
  cpus?: number;
  /**
   * ContainerTaskSpec: graphics processors.
   */
  gpus?: number;
  /**
   * ContainerTaskSpec: memory in MiB; swap is not given beside it.
   */
  memoryInMB?: number;
  /**
   * ContainerTaskSpec: working disk in GiB. This version does not limit it.
   */
  diskSizeInGB?: number;
  /**
   * ContainerTaskSpec: number of containers. This version runs one.
   */
  instances?: number;
  /**
   * SparkTaskSpec: name of the application.
   */
  name?: string;
  /**
   * SparkTaskSpec: main class.
   */
  className?: string;
  /**
   * SparkTaskSpec: Spark properties.
   */
  sparkConf?: {
    [k: string]: string | number | boolean;
  };
  /**
   * SparkTaskSpec: arguments.
   */
  args?: (string | number)[];
  /**
   * SparkTaskSpec: memory of the driver in MiB.
   */
  driverMemoryInMB?: number;
  /**
   * SparkTaskSpec: cores of the driver.
   */
  driverCores?: number;
  /**
   * SparkTaskSpec: memory of each executor in MiB.
   */
  executorMemoryInMB?: number;
  /**
   * SparkTaskSpec: cores of each executor.
   */
  executorCores?: number;
  /**
   * SparkTaskSpec: number of executors.
   */
  numExecutors?: number;
}
/**
 * What an earlier task left in one of its output channels.
 */
export interface ChainInput {
  /**
   * The earlier task.
   */
  task: TaskName;
  /**
   * Its output channel.
   */
  output: ChannelName;
}
/**
 * When a failed attempt is followed by another.
 */
export interface Retry {
  /**
   * Further attempts after a failure of the program.
   */
  max?: number;
  /**
   * Further attempts after a loss of the machinery underneath.
   */
  infraMax?: number;
  /**
   * How long to wait before the next attempt.
   */
  backoff?: {
    /**
     * The first wait.
     */
    initial?: Duration & string;
    /**
     * Each wait is so many times the one before.
     */
    factor?: number;
    /**
     * The longest wait.
     */
    max?: Duration & string;
    /**
     * Share of the wait that is added or taken at random.
     */
    jitter?: number;
  };
  /**
   * The failures that are tried again.
   */
  on?: ("NON_ZERO_EXIT" | "OOM_KILLED" | "TIMED_OUT" | "OUTPUT_INVALID")[];
  /**
   * Exit codes that are always or never tried again.
   */
  exitCodes?: {
    retry?: ExitCodes;
    fail?: ExitCodes;
  };
  /**
   * The memory limit is multiplied by it after an out-of-memory kill.
   */
  memoryFactor?: number;
}
/**
 * The task is skipped unless the metric, as an earlier task of the run measured it, meets this.
 */
export interface Threshold {
  /**
   * Name of the metric.
   */
  metric: string;
  op: Comparison;
  /**
   * What the metric is compared with.
   */
  value: number;
}
/**
 * When runs start by themselves.
 */
export interface Schedule {
  /**
   * Five fields (minute, hour, day of month, month, day of week), or a list of such; all of their times fire.
   *
   * @minItems 1
   */
  cron: string | [string, ...string[]];
  /**
   * IANA name of the time zone.
   */
  timezone?: string;
  /**
   * No run before it. RFC 3339, or a local date or time of the time zone.
   */
  startTime?: string;
  /**
   * No run after it; inclusive.
   */
  endTime?: string;
  /**
   * Which of the missed times are made up for.
   */
  catchUp?: "latest" | "none" | "all";
  /**
   * At most so many, with catchUp: all; the oldest are dropped.
   */
  catchUpLimit?: number;
  /**
   * A run that is later than this is skipped. No deadline when absent.
   */
  startingDeadline?: PositiveDuration;
  /**
   * What happens when the previous run has not ended.
   */
  concurrency?: "forbid" | "queue" | "replace" | "allow";
  /**
   * Runs at the same time, with concurrency: allow.
   */
  maxConcurrent?: number;
  /**
   * Runs that wait, with concurrency: queue.
   */
  queueLimit?: number;
  /**
   * What happens to times that a change of daylight saving skips or repeats.
   */
  dst?: {
    /**
     * A skipped time runs right after the gap, or not at all.
     */
    gap?: "shift" | "skip";
    /**
     * Which pass of a repeated time runs.
     */
    overlap?: "first" | "last" | "both";
  };
  /**
   * Spreads starts by up to this much, the same each time.
   */
  jitter?: Duration & string;
  /**
   * True stops new runs.
   */
  suspend?: boolean;
}
/**
 * How long the parts of a run may take beside the program itself, which has timeout.
 */
export interface Timeouts {
  /**
   * A run that waits longer for its start has failed. No limit when absent.
   */
  queue?: PositiveDuration;
  /**
   * Inputs, environment and image.
   */
  prepare?: PositiveDuration & string;
  /**
   * From the submission of the job until its program runs.
   */
  start?: PositiveDuration & string;
  /**
   * From the program's end until its outputs are in the store.
   */
  publish?: PositiveDuration & string;
  /**
   * A program that says nothing for so long, neither in its log nor in its metrics, has stalled. No limit when absent.
   */
  stall?: PositiveDuration;
  /**
   * What a stall leads to: a warning, or the end of the attempt as timed out.
   */
  onStall?: "warn" | "stop";
}
/**
 * Who is told of the experiment's runs.
 */
export interface Notification {
  /**
   * An e-mail address, or a list of such.
   */
  email?: string | string[];
  /**
   * Also when a first attempt has failed and another follows.
   */
  emailOnRetry?: boolean;
  /**
   * When a run has failed.
   */
  emailOnFailure?: boolean;
  /**
   * Names of the project's webhooks that are told; all are when absent, and none with an empty list.
   */
  webhooks?: string[];
}
/**
 * An instance that is published: its training and its scoring, each once or on a schedule, and its model on demand.
 */
export interface Service {
  /**
   * The instance: retail-default, instance/retail-default or, made by forEach, retail[eu].
   */
  instance: string;
  /**
   * Which version scores and serves: latest (the newest of its training), best(METRIC) or best(METRIC, min), an alias such as @champion, or v12. With one that is not latest nothing is trained unless training is given.
   */
  model?: ModelSelector;
  /**
   * How its models are trained: by experiment NAME-training, which the service makes; once, or as the schedule says.
   */
  training?: {
    /**
     * An experiment that is declared, and trains for the service; nothing else is given beside it.
     */
    experiment?: string;
    /**
     * A train run that was: its model is the service's, and nothing is trained. Its whole id, a UUID.
     */
    run?: string;
    /**
     * The dataset of the channel train, over the instance's.
     */
    dataset?: string;
    /**
     * Over the instance's, per key.
     */
    parameters?: Parameters;
    inputs?: Inputs;
    outputs?: Outputs;
    timeframe?: Timeframe;
    onEmpty?: OnEmpty;
    chain?: Chain;
    schedule?: Schedule;
    retry?: Retry;
    /**
     * A run that takes longer is stopped.
     */
    timeout?: PositiveDuration & string;
    /**
     * Time between the request to stop and the kill.
     */
    stopGrace?: Duration & string;
    timeouts?: Timeouts;
    /**
     * Runs of a higher priority start first.
     */
    priority?: number;
    /**
     * What a run holds while it runs, beside what its specification asks for. The project says in runs.slots how much there is.
     */
    slots?: {
      [k: string]: number;
    };
    /**
     * At most so many of its runs at once, however they were started; others wait. No limit when absent.
     */
    maxRunning?: number;
    notification?: Notification;
  } | null;
  /**
   * How it scores: by experiment NAME-scoring, which the service makes; once, or as the schedule says. Without it a service with serve only answers requests.
   */
  scoring?: {
    /**
     * The dataset of the channel score, over the instance's.
     */
    dataset?: string;
    /**
     * Over the instance's, per key.
     */
    parameters?: Parameters;
    inputs?: Inputs;
    outputs?: Outputs;
    timeframe?: Timeframe;
    onEmpty?: OnEmpty;
    chain?: Chain;
    schedule?: Schedule;
    retry?: Retry;
    /**
     * A run that takes longer is stopped.
     */
    timeout?: PositiveDuration & string;
    /**
     * Time between the request to stop and the kill.
     */
    stopGrace?: Duration & string;
    timeouts?: Timeouts;
    /**
     * Runs of a higher priority start first.
     */
    priority?: number;
    /**
     * What a run holds while it runs, beside what its specification asks for. The project says in runs.slots how much there is.
     */
    slots?: {
      [k: string]: number;
    };
    /**
     * At most so many of its runs at once, however they were started; others wait. No limit when absent.
     */
    maxRunning?: number;
    notification?: Notification;
  } | null;
  serve?: Serve;
  /**
   * What this service is for, in a sentence.
   */
  description?: string;
  tags?: Tags;
  /**
   * False keeps the resource but starts no scheduled runs of it.
   */
  enabled?: boolean;
  lifecycle?: Lifecycle;
  dependsOn?: DependsOn;
  forEach?: ForEach;
  matrix?: Matrix;
}
/**
 * What is declared of a model. It has the name of the instance that trains it, or of a model that was trained elsewhere.
 */
export interface Model {
  promotion?: Promotion;
  /**
   * The version that the promotion's alias, champion without one, is kept at: an apply moves it there, and nothing else does.
   */
  pin?: number;
  /**
   * What this model is for, in a sentence.
   */
  description?: string;
  tags?: Tags;
  /**
   * False keeps the resource but starts no scheduled runs of it.
   */
  enabled?: boolean;
  lifecycle?: Lifecycle;
  dependsOn?: DependsOn;
  forEach?: ForEach;
  matrix?: Matrix;
}
/**
 * When a version may bear an alias.
 */
export interface Promotion {
  /**
   * The alias that is given.
   */
  alias?: AliasName;
  /**
   * Only a version that bears this alias may be promoted.
   */
  from?: AliasName;
  /**
   * All of them have to be passed.
   */
  gates?: Gate[];
  /**
   * True judges each new version, and promotes it if it passes; else mlx models promote does.
   */
  auto?: boolean;
}
/**
 * One of { metric, op, value }, { metric, beats, by, goal, on }, { minRows, input } and { approval }.
 */
export interface Gate {
  /**
   * Name of the metric.
   */
  metric?: string;
  op?: Comparison;
  /**
   * What the metric is compared with.
   */
  value?: number;
  /**
   * The metric has to be better than that of the version with this alias.
   */
  beats?: AliasName;
  /**
   * By more than this; with 0 by anything at all.
   */
  by?: number;
  /**
   * Whether less or more of the metric is better; known of well-known metrics.
   */
  goal?: "min" | "max";
  /**
   * The dataset that both versions are evaluated on, by the task evaluate; what each was measured on when absent, which has to be the same.
   */
  on?: string;
  /**
   * So many rows of an input were trained on.
   */
  minRows?: number;
  /**
   * The input of minRows.
   */
  input?: ChannelName;
  /**
   * People have to approve: mlx models approve.
   */
  approval?: {
    /**
     * So many different ones.
     */
    min?: number;
    /**
     * Of these, as USER or USER@HOST; anybody when empty.
     */
    by?: string[];
  } | null;
}
/**
 * A rename.
 */
export interface Move {
  /**
   * The old address.
   */
  from: string;
  /**
   * The new address.
   */
  to: string;
}

/**
 * The declared resources in canonical form: references resolved, defaults filled in, units
 * normalised. Two texts that mean the same have equal specs.
 */
import type { Address, Kind } from "./address.ts";
import type { ContainerSpec, ExecutorName } from "./container.ts";
import type { PinnedImage } from "./image.ts";
import type { Digest, Json, JsonObject } from "./json.ts";
import type { NotificationSpec } from "./notification.ts";
import type { MetricGoal, PromotionPolicy, Threshold } from "./promotion.ts";
import type { RetryPolicy } from "./retry.ts";
import type { RunTimeouts } from "./run.ts";
import type { ScheduleSpec } from "./schedule.ts";
import type { SecretRef } from "./secret.ts";
import type { Slots } from "./slots.ts";
import type { SourceLocation } from "./source-location.ts";

/** In the order of a chain. */
export const taskNames = ["preprocess", "featurePipeline", "train", "evaluate", "score"] as const;
export type TaskName = (typeof taskNames)[number];

/** The tasks that load a model. */
export function needsModel(task: TaskName): boolean {
  return task === "score" || task === "evaluate";
}

/** What a recipe has a program for. */
export type ProgramName = TaskName | "serve";

export type ParameterValue = Json | SecretRef;
export type Parameters = { readonly [name: string]: ParameterValue };
export type Environment = { readonly [name: string]: string | SecretRef };

export interface CommonSpec {
  readonly description?: string;
  readonly tags: { readonly [name: string]: string };
  readonly enabled: boolean;
  readonly lifecycle: {
    /** A plan that deletes or replaces the resource is blocked. */
    readonly protect: boolean;
    /** Dotted paths of fields whose changes are not planned. */
    readonly ignore: readonly string[];
  };
  readonly dependsOn: readonly Address[];
}

export const datasetFormats = ["csv", "parquet", "jsonl"] as const;
export type DatasetFormat = (typeof datasetFormats)[number];

export interface DatasetSpec extends CommonSpec {
  /** File, folder or glob; absolute, or relative to the project's folder, with `/`. */
  readonly path: string;
  readonly format: DatasetFormat;
  readonly timestampColumn?: string;
  /** strftime pattern of `timestampColumn`. */
  readonly timestampFormat?: string;
  /** Of a folder that receives the batches of an output channel only the newest counts. */
  readonly batches?: "latest";
}

export const recipeTypes = ["Python", "R", "Tensorflow", "PySpark", "Spark"] as const;
export type RecipeType = (typeof recipeTypes)[number];
export const recipeAlgorithms = ["Classification", "Regression", "Custom", "fp"] as const;
export type RecipeAlgorithm = (typeof recipeAlgorithms)[number];

/** Where a recipe's program comes from: exactly one of the three. */
export type RecipeOrigin =
  | { readonly source: string }
  | { readonly image: string }
  | { readonly build: ImageBuild };

/** How an image is made: the Dockerfile lies inside the context. */
export interface ImageBuild {
  readonly context: string;
  readonly dockerfile: string;
  /** The stage that is wanted; the last where absent. */
  readonly target?: string;
  /** Build arguments. */
  readonly args?: { readonly [name: string]: string };
}

export interface RecipeSpec extends CommonSpec {
  readonly type: RecipeType;
  readonly algorithm: RecipeAlgorithm;
  readonly origin: RecipeOrigin;
  /** The program of a task where the convention (an executable `train`, else `train.py`) does not do. */
  readonly command: { readonly [program in ProgramName]?: readonly string[] };
  /** Default parameters of a task; the Sensei API's `defaultMLInstanceConfigs`. */
  readonly defaults: { readonly [task in TaskName]?: Parameters };
  /** Environment variables of every task. */
  readonly env: Environment;
  /** A train run without files in the model folder fails unless this is false. */
  readonly requireModel: boolean;
  readonly executor: ExecutorName;
  /** Of a recipe that runs in containers. */
  readonly container?: ContainerSpec;
}

/** The Sensei API's ContainerTaskSpec or SparkTaskSpec, as written; memory in MiB. */
export type TaskSpecification = { readonly type: "ContainerTaskSpec" | "SparkTaskSpec" } & {
  readonly [field: string]: Json;
};

export interface TaskSpec {
  readonly parameters: Parameters;
  /** Channel to dataset. */
  readonly inputs: { readonly [channel: string]: Address<"dataset"> };
  /** Channel to the folder that receives one new batch folder per run; relative to the project. */
  readonly outputs: { readonly [channel: string]: string };
  readonly specification?: TaskSpecification;
  /** Of `score`: the rows are posted to the recipe's `serve` instead of running a program for the task. */
  readonly transform?: TransformSpec;
}

/** Batch transform: how files are cut into requests, as SageMaker names it. */
export interface TransformSpec {
  /** `file`: each file is one request; `lines`: as many lines as fit into the payload. */
  readonly split: "file" | "lines";
  readonly contentType: string;
  /** Bytes. */
  readonly maxPayload: number;
  readonly maxConcurrent: number;
  /** Of one request. */
  readonly timeoutSeconds: number;
}

export interface InstanceSpec extends CommonSpec {
  readonly recipe: Address<"recipe">;
  readonly tasks: { readonly [task in TaskName]?: TaskSpec };
}

export interface ExperimentSpec extends CommonSpec {
  /** An instance, or a query that finds the newest matching one when a run is made. */
  readonly target: { readonly instance: Address<"instance"> } | { readonly instanceQuery: string };
  readonly task: TaskName;
  /** Over the instance's, per key. */
  readonly parameters: Parameters;
  readonly inputs: { readonly [channel: string]: Address<"dataset"> };
  readonly outputs: { readonly [channel: string]: string };
  readonly schedule?: ScheduleSpec;
  readonly retry: RetryPolicy;
  readonly timeoutSeconds: number;
  /** Between SIGTERM and SIGKILL when a run is stopped. */
  readonly stopGraceSeconds: number;
  /** The optional ones are absent where nothing was written: an older store's digests stay as they are. */
  readonly timeouts?: RunTimeouts;
  /** Not 0. */
  readonly priority?: number;
  /** Named slots beyond those of the task's specification. */
  readonly slots?: Slots;
  /** At most so many of its runs at once, however they were triggered. */
  readonly maxRunning?: number;
  readonly notification?: NotificationSpec;
  /** The service that it belongs to and that made it; the Sensei API's `createdByService`. */
  readonly service?: Address<"service">;
  /** Only the rows of the last so many minutes of each input are read. */
  readonly timeframe?: Timeframe;
  /** The model that a score or evaluate run loads; absent: the newest that the experiment, or its instance, trained. */
  readonly model?: ModelSelector;
  /** Several tasks in one run, in order; `task` is then the one that the run is known by. */
  readonly chain?: readonly ChainTask[];
}

/** Rows whose timestamp lies in (end − minutes, end]; the end is the run's nominal time, else when it was made. */
export interface Timeframe {
  /** Not 0. */
  readonly minutes: number;
  /** What a run does whose window holds no rows: fail, or end well without running its program. */
  readonly onEmpty: "fail" | "pass";
}

/** A task of a chain. Channels that later tasks read are named in `passes`, unless the instance has a folder for them. */
export interface ChainTask {
  readonly task: TaskName;
  /** Input channels that an earlier task of the chain fills. */
  readonly inputs: { readonly [channel: string]: { readonly task: TaskName; readonly output: string } };
  /** Output channels that are kept with the run, and written to no folder. */
  readonly passes: readonly string[];
  /** Over the experiment's; the task's own attempts are counted. */
  readonly retry?: RetryPolicy;
  /** What succeeded before with the same code, parameters, data, environment and model is not run again. */
  readonly cache: boolean;
  /** The task is skipped unless the metric, as measured by an earlier task, meets it. */
  readonly when?: Threshold;
}

/** Which version of a model is meant; of the model that is named after the instance. */
export type ModelSelector =
  /** The newest READY one that the experiment trained; without one, the newest of the model. */
  | { readonly type: "latest"; readonly experiment?: Address<"experiment"> }
  | { readonly type: "best"; readonly metric: string; readonly goal: MetricGoal }
  | { readonly type: "alias"; readonly alias: string }
  | { readonly type: "version"; readonly version: number }
  /** The one that a certain train run made: its UUID. */
  | { readonly type: "run"; readonly runId: string };

/** An instance published for training and scoring; its two experiments are resources of their own. */
export interface ServiceSpec extends CommonSpec {
  readonly instance: Address<"instance">;
  readonly model: ModelSelector;
  /** `experiment/NAME-training` that the service makes, or one that is declared by itself. */
  readonly training?: Address<"experiment">;
  /** `experiment/NAME-scoring`, made by the service. */
  readonly scoring?: Address<"experiment">;
  readonly serve?: ServeSpec;
}

/** The recipe's `serve` program, kept running with the service's model. */
export interface ServeSpec {
  readonly replicas: number;
  /** An own TCP port with `/ping` and `/invocations` at its root; beside the daemon's `/services/NAME/…`. */
  readonly port?: number;
  /** Requests that one replica is given at once; others wait. */
  readonly concurrency: number;
  /** Requests that wait at most; more are answered 503. */
  readonly queueLimit: number;
  /** Bytes of a request's body; larger ones are answered 413. */
  readonly maxBodyBytes: number;
  /** Until the answer to a request; then 504. */
  readonly requestTimeoutSeconds: number;
  /** From the start of a replica to its first healthy `/ping`. */
  readonly startTimeoutSeconds: number;
  /** How long a replica that is replaced may finish the requests it has. */
  readonly drainSeconds: number;
  /** Between SIGTERM and SIGKILL. */
  readonly stopGraceSeconds: number;
  readonly env: Environment;
  readonly specification?: TaskSpecification;
}

/** What is declared of a model: who may become champion, and how. Its versions live in the registry. */
export interface ModelSpec extends CommonSpec {
  readonly promotion?: PromotionPolicy;
  /** The version that the promotion's alias (`champion` without one) is kept at: git decides, `models promote` does not. */
  readonly pin?: number;
}

export interface Specs {
  readonly dataset: DatasetSpec;
  readonly recipe: RecipeSpec;
  readonly instance: InstanceSpec;
  readonly experiment: ExperimentSpec;
  readonly model: ModelSpec;
  readonly service: ServiceSpec;
}

/**
 * What the world outside the YAML was found to hold when the resource was prepared. It takes part
 * in the resource's digest, so an edited source file or a new row of data is a change.
 */
export interface Observed {
  /** Recipe with `source` or `build`: the manifest digest of its folder, and of its requirements. */
  readonly source?: { readonly manifest: Digest; readonly requirements?: Digest };
  /** Recipe that runs in an image that is not built here: what its name stands for. */
  readonly image?: PinnedImage;
  /** Dataset: digest over its files' names and content; absent while there are no files. */
  readonly fingerprint?: Digest;
  /** Dotted path of each secret in the spec to the keyed hash of its value. */
  readonly secrets?: { readonly [path: string]: string };
}

/** A resource as the configuration wants it. */
export type DesiredResource<K extends Kind = Kind> = {
  readonly [P in K]: {
    readonly address: Address<P>;
    readonly kind: P;
    readonly spec: Specs[P];
    /** What it refers to, sorted, without repeats: the edges of the graph. */
    readonly references: readonly Address[];
    readonly at: SourceLocation;
  };
}[K];

/** A desired resource together with what preparing it found. */
export type PreparedResource<K extends Kind = Kind> = DesiredResource<K> & {
  readonly observed: Observed;
  /** Digest over `spec` and `observed`. Equal digests: no change. */
  readonly digest: Digest;
};

/**
 * What a client said of a resource through the Sensei API, as it said it: that knows more than the language
 * (free names, `gitRepo`, the order of tasks). It holds no secret. Opaque to all but the server.
 */
export interface WireDocument {
  readonly body: JsonObject;
  /** The resource's digest at that time; under another one the body tells only what the spec cannot. */
  readonly digest: Digest;
}

/** A resource as the store has it. */
export type AppliedResource<K extends Kind = Kind> = {
  readonly [P in K]: {
    /** UUID, given at first apply; never changes, also not across a move. */
    readonly id: string;
    readonly address: Address<P>;
    readonly kind: P;
    readonly spec: Specs[P];
    readonly observed: Observed;
    readonly references: readonly Address[];
    readonly digest: Digest;
    /** 1, 2, … for each change of this resource. */
    readonly revision: number;
    /** The apply that wrote this revision. */
    readonly applyId: string;
    readonly createdAt: string;
    readonly updatedAt: string;
    /** The actors of the first revision and of this one. Absent in what an older mlx read. */
    readonly createdBy?: string;
    readonly updatedBy?: string;
    /** No file declares it: it was made through the API, and an apply leaves it alone. */
    readonly unmanaged?: true;
    readonly wire?: WireDocument;
  };
}[K];

/** What a planner reads of every applied resource; the rest only of those that differ. */
export type AppliedHead = Pick<
  AppliedResource,
  "id" | "address" | "kind" | "digest" | "references" | "revision" | "unmanaged"
> & {
  /** Files declare it, and it was changed through the API since they were last applied. */
  readonly drifted?: true;
};

/** A dataset as the Sensei API names it: 24 hexadecimal digits that follow from its resource's id. */
export function datasetId({ id }: Pick<AppliedResource<"dataset">, "id">): string {
  return id.replaceAll("-", "").slice(0, 24).toLowerCase();
}

/** `from` was renamed to `to`; its id, models and runs go along. */
export interface Move {
  readonly from: Address;
  readonly to: Address;
  readonly at: SourceLocation;
}

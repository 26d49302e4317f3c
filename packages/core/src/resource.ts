/**
 * The declared resources in canonical form: references resolved, defaults filled in, units
 * normalised. Two texts that mean the same have equal specs.
 */
import type { Address, Kind } from "./address.ts";
import type { ContainerSpec, ExecutorName } from "./container.ts";
import type { PinnedImage } from "./image.ts";
import type { Digest, Json } from "./json.ts";
import type { NotificationSpec } from "./notification.ts";
import type { RetryPolicy } from "./retry.ts";
import type { RunTimeouts } from "./run.ts";
import type { ScheduleSpec } from "./schedule.ts";
import type { SecretRef } from "./secret.ts";
import type { Slots } from "./slots.ts";
import type { SourceLocation } from "./source-location.ts";

export const taskNames = ["train", "score", "featurePipeline"] as const;
export type TaskName = (typeof taskNames)[number];

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
  readonly command: { readonly [task in TaskName]?: readonly string[] };
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
}

export interface Specs {
  readonly dataset: DatasetSpec;
  readonly recipe: RecipeSpec;
  readonly instance: InstanceSpec;
  readonly experiment: ExperimentSpec;
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
  };
}[K];

/** What a planner reads of every applied resource; the rest only of those that differ. */
export type AppliedHead = Pick<
  AppliedResource,
  "id" | "address" | "kind" | "digest" | "references" | "revision"
>;

/** `from` was renamed to `to`; its id, models and runs go along. */
export interface Move {
  readonly from: Address;
  readonly to: Address;
  readonly at: SourceLocation;
}

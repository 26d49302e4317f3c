import type { ContainerSpec, ExecutorName } from "../container.ts";
import type { PinnedImage } from "../image.ts";
import type { Digest, Json, JsonObject } from "../json.ts";
import type { EnvironmentLock } from "../lineage.ts";
import type { LogCursor, LogLine } from "../log.ts";
import type { MetricPoint } from "../metric.ts";
import type { RecipeOrigin, RecipeType, TaskName, TaskSpecification, TransformSpec } from "../resource.ts";
import type { ExitFacts, RunTrigger, RunWindow } from "../run.ts";
import type { DatasetFile } from "./dataset-reader.ts";

/**
 * Executes one task as one job that outlives its observer: whoever submitted it may die at any line,
 * and another process finds the job by its key and sees the same end. Conformance suite:
 * `@mlx/runtime/testing`.
 *
 * Failures (`MlxError`) of `prepare` and `submit`: 4001 no Python · 4002 no venv module ·
 * 4003 requirements cannot be installed · 4004 the package index cannot be reached or its certificate
 * is refused · 4010 this executor does not run such a recipe · 4011 the recipe has no program for the
 * task · 4012 no space left · 4020 the job's supervisor could not be started.
 * In containers also: 4030 no engine · 4031 the engine may not be used · 4032 no such image ·
 * 4033 the registry wants other credentials · 4034 the registry cannot be reached · 4035 the image
 * cannot be built · 4036 a certificate is refused · 4037 the engine cannot give what is asked for ·
 * 4038 the registry is not allowed · 4039 secrets cannot be handed over. For Spark: 4040 no Spark · 4041 no Java · 4042 no such class.
 * Of `submit`, `observe` and `collect`: 4021 a document of the job is damaged. Of all that ask an engine
 * about a job: 4045 the job is on another engine than the one that answers; nothing was changed · 4046 its
 * container runs, but was submitted from another folder, so that nothing else can be said or done about it here.
 */
export interface Executor {
  readonly name: ExecutorName;
  /**
   * Makes the software environment ready (a virtual environment, an image), cached by content.
   * Repeatable. `onProgress` gets one line at a time.
   */
  prepare(
    task: TaskSubmission,
    options: { readonly signal: AbortSignal; readonly onProgress: (line: string) => void },
  ): Promise<EnvironmentLock>;
  /**
   * Starts the job. Submitting the same key again returns the handle of the one job there is, and
   * never starts a second. The handle is returned before the program runs. `onStaged` is called when all is
   * ready, and only the start of the program is left.
   */
  submit(task: TaskSubmission, options?: { readonly onStaged?: () => void }): Promise<JobHandle>;
  /** The job with that key, if it was ever submitted here, or its container is seen to run. */
  find(key: JobKey): Promise<JobHandle | undefined>;
  observe(handle: JobHandle): Promise<JobObservation>;
  /** Resolves when the job has exited or is gone; rejects with the signal's reason. */
  wait(handle: JobHandle, signal: AbortSignal): Promise<ExitFacts>;
  /**
   * Lines from `cursor` on; with `follow` until the job has exited and everything was read. Each item
   * carries the cursor behind it.
   */
  logs(
    handle: JobHandle,
    options: { readonly cursor?: LogCursor; readonly follow: boolean; readonly signal?: AbortSignal },
  ): AsyncIterable<{ readonly line: LogLine; readonly cursor: LogCursor }>;
  /** Points that the program has reported since `cursor` (`metrics.jsonl`); `cursor` `0` is the beginning. */
  metrics(
    handle: JobHandle,
    cursor: number,
  ): Promise<{
    readonly points: readonly MetricPoint[];
    readonly cursor: number;
    readonly problems: readonly string[];
  }>;
  /** How far the program is in its own words (Spark: stages and tasks); `undefined` where it says nothing. */
  progress(handle: JobHandle): Promise<string | undefined>;
  /** After the exit: what the program left behind. */
  collect(handle: JobHandle): Promise<JobOutputs>;
  /** SIGTERM, then SIGKILL after the grace. Idempotent; does not wait. */
  stop(handle: JobHandle, options: { readonly graceSeconds: number }): Promise<void>;
  /**
   * Gives back all that the job holds of an engine (a container is stopped and removed), and removes
   * the files that nobody reads any more, unless they are kept; logs and checkpoints stay. Repeatable.
   */
  cleanup(handle: JobHandle, options?: { readonly keepFiles: boolean }): Promise<void>;
  /** The jobs that may still hold something of an engine: submitted, and not cleaned up. Asks no engine. */
  list(): Promise<readonly JobHandle[]>;
}

/** The folders that jobs of all executors leave on this machine, for `mlx gc`. */
export interface JobFolders {
  /** By run. */
  list(): Promise<readonly { readonly runId: string; readonly attempt: number }[]>;
  /** Bytes of an attempt's log, and of its other files. */
  measure(key: JobKey): Promise<{ readonly logBytes: number; readonly workBytes: number }>;
  removeLog(key: JobKey): Promise<void>;
  /** All but the log. */
  removeWork(key: JobKey): Promise<void>;
  /** Everything of a run, checkpoints too. */
  removeRun(runId: string): Promise<void>;
}

/** The executors of a project; one is opened when it is first used. */
export type Executors = { readonly [name in ExecutorName]: Executor };

/** Identity of a job. */
export interface JobKey {
  readonly runId: string;
  readonly attempt: number;
}

export interface JobHandle extends JobKey {
  readonly executor: ExecutorName;
  /** Opaque. */
  readonly data: JsonObject;
}

export type JobObservation =
  | { readonly phase: "submitted" }
  | { readonly phase: "running"; readonly startedAt: string }
  | { readonly phase: "exited"; readonly exit: ExitFacts }
  /** Nothing is left of it. */
  | { readonly phase: "gone" };

/** One task, with logical inputs and outputs; secrets are values here, and only here. */
export interface TaskSubmission extends JobKey {
  readonly task: TaskName;
  /** Run in place of the task's own program: a replica of a service. */
  readonly program?: "serve";
  readonly trigger: RunTrigger;
  readonly recipe: string;
  readonly recipeType: RecipeType;
  readonly instance: string;
  readonly experiment?: string;
  readonly origin: RecipeOrigin;
  /** Of a recipe that runs in containers. */
  readonly container?: ContainerSpec;
  readonly image?: PinnedImage;
  /** Manifest of the snapshot in the artifact store: of the source, or of what the image is built from. */
  readonly source?: Digest;
  readonly command?: readonly string[];
  /** Resolved values, secrets included. */
  readonly parameters: JsonObject;
  readonly env: { readonly [name: string]: string };
  /** Values that must never appear in a log. */
  readonly secretValues: readonly string[];
  readonly inputs: { readonly [channel: string]: readonly DatasetFile[] };
  /** Input channels besides those that hold what an earlier step of the run left, unpacked read-only. */
  readonly passedInputs?: { readonly [channel: string]: PassedInput };
  /** Exactly these packages are installed (`name==version`), whatever the requirements say by now. */
  readonly packages?: readonly string[];
  /** Channels that the run publishes. */
  readonly outputChannels: readonly string[];
  /** The model to load, unpacked read-only. */
  readonly model?: { readonly ref: string; readonly artifact: Digest };
  readonly specification?: TaskSpecification;
  readonly transform?: TransformSpec;
  readonly scheduledAt?: string;
  readonly window?: RunWindow;
  /** From its start; the job is stopped then, whoever watches it. */
  readonly timeoutSeconds: number;
  readonly stopGraceSeconds: number;
}

export interface PassedInput {
  readonly artifact: Digest;
  readonly files: readonly Pick<DatasetFile, "name" | "size">[];
}

export interface JobOutputs {
  /** Absolute path of the folder with the model's files; may be empty. */
  readonly modelFolder: string;
  /** Channel to the absolute path of the folder with its files. */
  readonly outputFolders: { readonly [channel: string]: string };
  /**
   * Those of the folders above that are none any more, or that lie below one that is none: the program
   * removed it, or put a link to somewhere else in its place. Nothing may be read through them.
   */
  readonly replacedFolders: readonly string[];
  /** Absolute path of `output/plots`, where the program left anything there. */
  readonly plotsFolder?: string;
  /** What the program wrote into `signature.json`. */
  readonly signature?: Json;
  /** From `metrics.json`, nested objects flattened with `.`. */
  readonly finalMetrics: { readonly [name: string]: number };
  /** What the program wrote about its failure, at most 8 KiB. */
  readonly failure?: string;
  /** The last lines of stderr, for the message of a failure. */
  readonly stderrTail: readonly string[];
  /** Bytes of log that were dropped from the middle because it grew over its limit. */
  readonly logBytesDropped: number;
  /** What may help after a failure: a limit that was met, a relaxation that seems to be needed. */
  readonly hints: readonly string[];
  /** Spark's event log: the absolute path of its folder, which outlives the cleanup. */
  readonly eventLog?: string;
  /** Things worth a warning, in short: malformed metrics, inputs that changed while they were read. */
  readonly warnings: readonly string[];
}

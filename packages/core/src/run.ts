import type { Address } from "./address.ts";
import type { Artifact } from "./artifact.ts";
import type { ContainerSpec, ExecutorName } from "./container.ts";
import type { PinnedImage } from "./image.ts";
import type { Digest, Json, JsonObject } from "./json.ts";
import type { EnvironmentLock, Lineage } from "./lineage.ts";
import type { MetricSummary } from "./metric.ts";
import type { NotificationSpec } from "./notification.ts";
import type { Threshold } from "./promotion.ts";
import type {
  DatasetSpec,
  Environment,
  Parameters,
  RecipeOrigin,
  RecipeType,
  TaskName,
  TaskSpecification,
  Timeframe,
  TransformSpec,
} from "./resource.ts";
import type { RetryPolicy } from "./retry.ts";
import type { Slots } from "./slots.ts";
import type { TrainingInputs } from "./training-inputs.ts";

export type PendingReason = "QUEUED" | "WAITING_OVERLAP" | "WAITING_SLOT" | "WAITING_UPSTREAM";
export type RunPhase = "PREPARING" | "PULLING" | "STARTING" | "EXECUTING" | "PUBLISHING" | "STOPPING";
export type DoneReason = "OK" | "CACHED" | "OK_WITH_WARNINGS";
export type FailureReason =
  | "NON_ZERO_EXIT"
  | "OOM_KILLED"
  | "TIMED_OUT"
  | "START_FAILED"
  | "ENVIRONMENT_FAILED"
  | "IMAGE_UNAVAILABLE"
  | "REGISTRY_UNAVAILABLE"
  | "ENGINE_UNAVAILABLE"
  | "INPUT_UNAVAILABLE"
  | "OUTPUT_INVALID"
  | "PUBLISH_FAILED"
  | "WORKER_LOST"
  | "CONTAINER_LOST"
  | "UPSTREAM_FAILED"
  | "INTERNAL";
export type AbortReason = "CANCELLED" | "REPLACED" | "DELETED_RESOURCE";

/** A run's state with exactly the fields that it has there. */
export type RunStatus =
  /** The message says what it waits for, e.g. `cpus: wants 4, 1 of 8 is free`. */
  | { readonly state: "PENDING"; readonly reason: PendingReason; readonly message?: string }
  | { readonly state: "RUNNING"; readonly phase: RunPhase }
  /** An aborted run that was reopened keeps its reason. */
  | {
      readonly state: "RETRY";
      readonly reason: FailureReason | AbortReason;
      readonly message: string;
      readonly nextAttemptAt: string;
    }
  | { readonly state: "DONE"; readonly reason: DoneReason; readonly message?: string }
  | { readonly state: "FAILED"; readonly reason: FailureReason; readonly message: string }
  | { readonly state: "ABORTED"; readonly reason: AbortReason; readonly message?: string };

export type RunState = RunStatus["state"];

/**
 * The legal edges. RUNNING to RUNNING is a change of phase, PENDING to PENDING one of what is waited
 * for. Nothing leaves a terminal state by itself: only a person reopens a run, see `RunStore.reopen`.
 */
export const runTransitions: { readonly [from in RunState]: readonly RunState[] } = {
  PENDING: ["PENDING", "RUNNING", "ABORTED", "DONE", "FAILED"],
  RUNNING: ["RUNNING", "DONE", "FAILED", "ABORTED", "RETRY"],
  RETRY: ["RUNNING", "ABORTED"],
  DONE: [],
  FAILED: [],
  ABORTED: [],
};

export function isTerminal(state: RunState): boolean {
  return runTransitions[state].length === 0;
}

/** How long the parts of a run may take, in seconds; absent: see each. The run itself has `timeoutSeconds`. */
export interface RunTimeouts {
  /** PENDING, from the creation until it is first claimed. No limit where absent. */
  readonly queueSeconds?: number;
  /** Inputs, environment and image. */
  readonly prepareSeconds: number;
  /** From the submission of the job to the start of its program. */
  readonly startSeconds: number;
  /** From the program's end until its outputs are published. */
  readonly publishSeconds: number;
  /** Without a new line of log or a new metric. No limit where absent. */
  readonly stallSeconds?: number;
  /** What a stall leads to. */
  readonly onStall: "warn" | "stop";
}

export const defaultRunTimeouts: RunTimeouts = {
  prepareSeconds: 1800,
  startSeconds: 60,
  publishSeconds: 600,
  onStall: "warn",
};

/** One channel of input as it was resolved when the run was made. */
export interface RunInput {
  readonly dataset: Address<"dataset">;
  readonly spec: DatasetSpec;
  /** As applied; what was really staged stands in the attempt. */
  readonly fingerprint?: Digest;
}

/**
 * All that is needed to execute a run, resolved when it is made and never changed: a later apply
 * does not reach into it. It holds secret references, never values.
 */
export interface RunSpec {
  readonly recipe: Address<"recipe">;
  readonly recipeType: RecipeType;
  readonly origin: RecipeOrigin;
  readonly executor: ExecutorName;
  readonly container?: ContainerSpec;
  /** The image as it was pinned; absent where that could not be found out. */
  readonly image?: PinnedImage;
  /** Manifest digest of the snapshot, of the source or of what the image is built from. */
  readonly source?: Digest;
  readonly command?: readonly string[];
  readonly requireModel: boolean;
  readonly parameters: Parameters;
  readonly env: Environment;
  readonly inputs: { readonly [channel: string]: RunInput };
  readonly outputs: { readonly [channel: string]: string };
  readonly specification?: TaskSpecification;
  /** The model that a score run loads. */
  readonly model?: { readonly ref: string; readonly artifact: Digest };
  /** The window of every input is cut out of its dataset. */
  readonly timeframe?: Timeframe;
  readonly transform?: TransformSpec;
  readonly retry: RetryPolicy;
  readonly timeoutSeconds: number;
  readonly stopGraceSeconds: number;
  /** Absent: `defaultRunTimeouts`. */
  readonly timeouts?: RunTimeouts;
  readonly notification?: NotificationSpec;
  readonly trainingInputs: TrainingInputs;
  readonly lineage: Omit<Lineage, "environment">;
}

/** `apply`: announced by a plan; `policy`: a promotion policy wanted an evaluation; `api`: queued by a server. */
export type RunTrigger = "manual" | "schedule" | "backfill" | "rerun" | "apply" | "policy" | "api";

/** One task of a run that has several. */
export interface ChainStep {
  readonly task: TaskName;
  readonly spec: RunSpec;
  /** Input channels that an earlier step fills. */
  readonly from: { readonly [channel: string]: { readonly task: TaskName; readonly output: string } };
  /** Output channels that are kept with the run only. */
  readonly passes: readonly string[];
  readonly cache: boolean;
  readonly when?: Threshold;
}

/** The tasks of a run, in order: those of its chain, else its one. */
export function stepsOf(run: Pick<NewRun, "task" | "spec" | "chain">): readonly ChainStep[] {
  return run.chain ?? [{ task: run.task, spec: run.spec, from: {}, passes: [], cache: false }];
}

/** The time that a run is about: (the nominal time before, its own nominal time]. */
export interface RunWindow {
  readonly start: string;
  readonly end: string;
}

export interface NewRun {
  /** UUID. */
  readonly id: string;
  readonly task: TaskName;
  readonly trigger: RunTrigger;
  readonly actor: string;
  readonly instance: Address<"instance">;
  readonly experiment?: Address<"experiment">;
  /** Of a chain: that of the step whose task is the run's. */
  readonly spec: RunSpec;
  /** Present where it has several tasks. */
  readonly chain?: readonly ChainStep[];
  /** Of the instance, under those of the experiment, under those given for the run. */
  readonly tags?: { readonly [name: string]: string };
  readonly description?: string;
  /** It has to read the very data, and use the very software, of that run; and is compared with it at its end. */
  readonly exact?: { readonly of: string };
  /** Higher goes first; 0 where absent. */
  readonly priority?: number;
  /** What it holds while it is RUNNING. */
  readonly slots?: Slots;
  /** At most so many runs that name the same limit are RUNNING, e.g. `experiment/retail-nightly`. */
  readonly limits?: { readonly [name: string]: number };
  /** Not claimed before it (jitter, catching up). */
  readonly readyAt?: string;
  /**
   * It is made as PENDING/WAITING_OVERLAP, and becomes QUEUED once fewer than so many runs of its
   * experiment are under way (neither terminal nor WAITING_OVERLAP).
   */
  readonly overlapLimit?: number;
  /**
   * Which runs of its experiment the overlap limit counts: those that schedules made, or all but backfills.
   * `all` where absent.
   */
  readonly overlapOf?: "schedule" | "all";
  /** The nominal time that it was made for. */
  readonly scheduledAt?: string;
  readonly window?: RunWindow;
  /** The run whose spec it repeats. */
  readonly rerunOf?: string;
  /** The backfill that it belongs to. */
  readonly backfill?: string;
}

export interface Run extends NewRun {
  readonly status: RunStatus;
  /** What is wanted of it; `STOP` once a cancel was asked for. */
  readonly desired: "RUN" | "STOP";
  /** Who asked for the stop, and why. */
  readonly stop?: { readonly reason: AbortReason; readonly actor: string; readonly at: string };
  /** Number of the newest attempt; 0 before the first. */
  readonly attempt: number;
  /** Attempts up to this one do not count against the retry policy: a person has reopened the run since. */
  readonly forgivenAttempts: number;
  /** Since when its worker has been silent for longer than its lease, or it has none that can find its job. */
  readonly suspectSince?: string;
  /** Fencing token: each claim adds one, and every write of a run carries it. */
  readonly epoch: number;
  readonly lease?: Lease;
  readonly createdAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
}

/** Who works on a run. */
export interface Lease {
  readonly worker: WorkerIdentity;
  readonly expiresAt: string;
}

export interface WorkerIdentity {
  /** Unique for each process that works on runs. */
  readonly id: string;
  readonly host: string;
  /** Changes with each start of the machine. */
  readonly bootId: string;
  readonly pid: number;
  /** The state folder that it works from: absolute, without links. */
  readonly folder?: string;
}

/** Where jobs are submitted from, and can be found again: a state folder of a machine. */
export interface JobPlace {
  readonly host: string;
  /** Absolute, without links. */
  readonly folder: string;
}

/** Carried by every write to a run; a stale one is refused. */
export interface RunFence {
  readonly runId: string;
  readonly epoch: number;
}

export interface ExitFacts {
  readonly exitCode: number | null;
  /** E.g. `SIGKILL`. */
  readonly signal: string | null;
  readonly oomKilled: boolean;
  readonly startedAt?: string;
  readonly endedAt: string;
  /** Bytes, the largest that was seen. */
  readonly peakMemory?: number;
  /** The executor itself was lost (machine restarted, supervisor killed): not the program's doing. */
  readonly lost?: "WORKER_LOST" | "CONTAINER_LOST";
  /** What happened to it, where more is known than `lost` says. */
  readonly lostHow?: string;
  /** The program could not be started at all, and why. */
  readonly startError?: string;
  /** The deadline passed and the program was stopped for it. */
  readonly timedOut?: boolean;
}

/** One try at a run. Fields fill up as it goes; each is written before or after exactly one effect. */
export interface Attempt {
  readonly runId: string;
  /** 1, 2, … */
  readonly number: number;
  readonly epoch: number;
  readonly executor: ExecutorName;
  /** Where it is submitted from. Absent in what an older mlx wrote: then from wherever it is read. */
  readonly place?: JobPlace;
  /** What the executor needs to find the job again from another process. */
  readonly handle?: JsonObject;
  readonly environment?: EnvironmentLock;
  /** Channel to what was really staged. */
  readonly staged?: { readonly [channel: string]: StagedInput };
  readonly startedAt?: string;
  readonly exit?: ExitFacts;
  readonly endedAt?: string;
  /** Spark's event log, kept with the run: the absolute path of its folder. */
  readonly eventLog?: string;
  /** Of a chain: the index of the step that it tries. */
  readonly step?: number;
  /** What the step left for those after it, and for the run's end. */
  readonly left?: StepResult;
  /** How it ended. */
  readonly outcome?: { readonly reason: FailureReason | DoneReason | AbortReason; readonly message?: string };
}

export interface StagedInput {
  readonly fingerprint: Digest;
  readonly files: number;
  /** Where a timeframe was cut out: (start, end], and how many rows lay in it. */
  readonly window?: RunWindow;
  readonly rows?: number;
}

/** What a step of a chain came to, once it succeeded or was skipped. */
export interface StepResult {
  readonly model?: Artifact;
  readonly signature?: Json;
  readonly outputs: { readonly [channel: string]: Artifact };
  readonly plots?: Artifact;
  /** It was not run: why, e.g. `as in run 1a2b3c4d`, `MAPE 0.3 is not < 0.1`. */
  readonly skipped?: string;
  /** The run whose step it took over. */
  readonly cachedFrom?: string;
}

/** A batch of files that a run left in one of its output channels. */
export interface RunOutput {
  readonly channel: string;
  readonly artifact: Artifact;
  /** Absolute path of the batch's folder. */
  readonly path: string;
}

/** A line of a run's history; views are projections of these. */
export interface RunEvent {
  /** Increasing within the store. */
  readonly seq: number;
  readonly runId: string;
  readonly at: string;
  readonly actor: string;
  readonly type:
    | "created"
    | "claimed"
    | "status"
    | "stop-requested"
    | "reopened"
    | "suspect"
    | "warning"
    /** A step of a chain ended or was skipped: `data` has `task`, `outcome`, `reason`. */
    | "step";
  readonly from?: RunState;
  readonly to?: RunState;
  readonly reason?: string;
  readonly data?: JsonObject;
}

/** A run with all that belongs to it. */
export interface RunRecord {
  readonly run: Run;
  readonly attempts: readonly Attempt[];
  readonly metrics: readonly MetricSummary[];
  readonly outputs: readonly RunOutput[];
  /** `model/x@v3` that it made. */
  readonly model?: string;
  /** `model/x@v3` that its train step would have made: it was known, so that it made none. */
  readonly tookOver?: string;
  /** Its plots (`output/plots`), as an artifact. */
  readonly plots?: Artifact;
}

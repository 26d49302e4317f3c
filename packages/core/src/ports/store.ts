import type { Address, Kind } from "../address.ts";
import type { ApplyCommit, ApplyRecord } from "../apply.ts";
import type { MetricPoint, MetricSummary } from "../metric.ts";
import type { ModelVersion } from "../model.ts";
import type { AppliedHead, AppliedResource, TaskName } from "../resource.ts";
import type {
  AbortReason,
  Attempt,
  NewRun,
  Run,
  RunEvent,
  RunFence,
  RunOutput,
  RunRecord,
  RunState,
  RunStatus,
  WorkerIdentity,
} from "../run.ts";

/**
 * The system of record of one namespace (a project in one environment). Every method that writes is
 * one transaction. Conformance suite: `@mlx/store/testing`.
 *
 * Failures (`MlxError`): 5001 the store's schema is newer than this mlx · 5002 not a store, or
 * corrupt · 5003 busy for too long · 5004 disk full or not writable · 5005 not reachable ·
 * 5010 the serial moved (plan-stale) · 5020 a fenced write came too late · 5021 no such run.
 */
export interface Store {
  /** Where it is, for people: a path, or a URL without its password. */
  readonly location: string;
  readonly namespace: string;
  /** Identity and secret key of this installation, made with the store. */
  installation(): Promise<Installation>;
  readonly resources: ResourceStore;
  readonly applies: ApplyStore;
  readonly runs: RunStore;
  readonly models: ModelStore;
  close(): Promise<void>;
}

export interface Installation {
  /** UUID. */
  readonly id: string;
  /** 32 bytes as base64; keys the hashes of secrets. */
  readonly key: string;
}

export interface ResourceStore {
  /** The serial and every live resource's head, sorted by address, of one moment. */
  heads(): Promise<{ readonly serial: number; readonly heads: readonly AppliedHead[] }>;
  get(address: Address): Promise<AppliedResource | undefined>;
  /** Those that exist, in no order. */
  getMany(addresses: readonly Address[]): Promise<readonly AppliedResource[]>;
  list(kind?: Kind): Promise<readonly AppliedResource[]>;
  /** All revisions of the resource that is, or was last, at the address; newest first. */
  revisions(address: Address): Promise<readonly ResourceRevision[]>;
}

/** `resource` is absent where the revision is a deletion. */
export interface ResourceRevision {
  readonly revision: number;
  readonly applyId: string;
  readonly serial: number;
  readonly at: string;
  readonly resource?: AppliedResource;
}

export interface ApplyStore {
  /** Compare-and-swap on the serial: everything is written, or 5010 and nothing is. */
  commit(commit: ApplyCommit): Promise<ApplyRecord>;
  get(id: string): Promise<ApplyRecord | undefined>;
  /** Newest first. */
  list(page: { readonly limit: number; readonly before?: number }): Promise<readonly ApplyRecord[]>;
}

export interface RunFilter {
  readonly states?: readonly RunState[];
  readonly experiment?: Address<"experiment">;
  readonly instance?: Address<"instance">;
  readonly task?: TaskName;
}

/** What ending a run writes, in one transaction with its last status. */
export interface RunEnding {
  readonly status: Extract<RunStatus, { state: "DONE" | "FAILED" | "ABORTED" }>;
  readonly endedAt: string;
  readonly attempt?: Attempt;
  readonly outputs?: readonly RunOutput[];
  /** The number is given by the store: one more than the highest ever used for `model`. */
  readonly model?: Omit<ModelVersion, "version" | "createdAt" | "status">;
}

export interface RunStore {
  /** PENDING/QUEUED. Creating the same id again returns what is there. */
  create(run: NewRun, at: string): Promise<Run>;
  get(id: string): Promise<Run | undefined>;
  /** Runs whose id starts with `prefix` (at least 4 characters), at most `limit`. */
  findByPrefix(prefix: string, limit: number): Promise<readonly Run[]>;
  record(id: string): Promise<RunRecord | undefined>;
  /** Newest first. */
  list(
    filter: RunFilter,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<readonly RunRecord[]>;
  /** All that are not terminal, oldest first. */
  unfinished(): Promise<readonly Run[]>;
  /**
   * Takes the run for `worker` when nobody has it or its lease has expired (or `takeOver` names the
   * worker whose death was made sure of): epoch + 1, heartbeat set in the same statement. A PENDING
   * or RETRY run becomes RUNNING/PREPARING; a RUNNING one keeps its phase. `undefined`: not to be had.
   */
  claim(
    id: string,
    claim: {
      readonly worker: WorkerIdentity;
      readonly at: string;
      readonly ttlSeconds: number;
      readonly takeOver?: string;
    },
  ): Promise<Run | undefined>;
  /** Extends the lease. 5020 when the fence is stale. */
  heartbeat(fence: RunFence, lease: { readonly at: string; readonly ttlSeconds: number }): Promise<void>;
  /** Gives a claimed run back: no lease, PENDING/QUEUED when it had no attempt under way. */
  release(fence: RunFence, at: string): Promise<void>;
  /**
   * A legal edge (see `runTransitions`), fenced; appends the event. `attempt` is put in the same
   * transaction: what an attempt came to, and what follows from it, are never seen apart. A run
   * that enters RETRY gives its lease back, since nobody works on it until it is due; one that was
   * asked to stop is ABORTED instead.
   */
  transition(
    fence: RunFence,
    status: RunStatus,
    event: { readonly at: string; readonly actor: string; readonly attempt?: Attempt },
  ): Promise<Run>;
  /** Inserts or replaces the attempt with its number, fenced; the run's `attempt` follows. */
  putAttempt(fence: RunFence, attempt: Attempt): Promise<void>;
  /**
   * Sets the intent, not the state; idempotent, and without effect on a terminal run. A PENDING run
   * or one in RETRY that nobody has claimed is ABORTED at once.
   */
  requestStop(
    id: string,
    stop: { readonly reason: AbortReason; readonly actor: string; readonly at: string },
  ): Promise<Run>;
  /**
   * Metrics of one attempt that was put before, merged by name and step: the later wins. Fenced. Keeps the summaries up
   * to date. What reads the metrics of a run gets those of its newest attempt.
   */
  appendMetrics(fence: RunFence, attempt: number, points: readonly MetricPoint[]): Promise<void>;
  metricSummaries(id: string): Promise<readonly MetricSummary[]>;
  /** Ordered by step. */
  metricPoints(id: string, name: string): Promise<readonly MetricPoint[]>;
  /** Fenced; all of the ending, or nothing. Returns the model version that was made, if any. */
  end(
    fence: RunFence,
    ending: RunEnding,
    event: { readonly actor: string },
  ): Promise<{ readonly run: Run; readonly model?: ModelVersion }>;
  appendEvent(
    fence: RunFence,
    event: Pick<RunEvent, "at" | "actor" | "type" | "reason" | "data">,
  ): Promise<void>;
  /** Oldest first. */
  events(id: string, after?: number): Promise<readonly RunEvent[]>;
}

export interface ModelStore {
  /** Newest version of each model, by name. */
  heads(): Promise<readonly ModelVersion[]>;
  /** Newest READY version that each (instance, experiment or none) made. */
  current(): Promise<readonly ModelVersion[]>;
  /** Newest first. */
  versions(model: string): Promise<readonly ModelVersion[]>;
  get(model: string, version: number): Promise<ModelVersion | undefined>;
  getById(id: string): Promise<ModelVersion | undefined>;
  /** Newest READY version. */
  latest(model: string): Promise<ModelVersion | undefined>;
  /** Newest READY version that a run of the experiment made. */
  latestOf(experiment: Address<"experiment">): Promise<ModelVersion | undefined>;
}

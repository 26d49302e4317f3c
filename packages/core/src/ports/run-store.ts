import type { Address } from "../address.ts";
import type { Artifact } from "../artifact.ts";
import type { Digest } from "../json.ts";
import type { MetricPoint, MetricSummary } from "../metric.ts";
import type { ModelVersion, NewModelVersion } from "../model.ts";
import type { TaskName } from "../resource.ts";
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
  RunTrigger,
  StepResult,
  WorkerIdentity,
} from "../run.ts";
import type { SearchQuery } from "../search.ts";
import type { Slots } from "../slots.ts";
import type { CreationOrder } from "./store.ts";

export interface RunFilter {
  readonly states?: readonly RunState[];
  readonly experiment?: Address<"experiment">;
  readonly instance?: Address<"instance">;
  readonly task?: TaskName;
  readonly triggers?: readonly RunTrigger[];
  readonly backfill?: string;
  /** Created at or after, and before: RFC 3339 in UTC. */
  readonly since?: string;
  readonly until?: string;
}

export interface RunClaim {
  readonly worker: WorkerIdentity;
  readonly at: string;
  readonly ttlSeconds: number;
}

/** What ending a run writes, in one transaction with its last status. */
export interface RunEnding {
  readonly status: Extract<RunStatus, { state: "DONE" | "FAILED" | "ABORTED" }>;
  readonly endedAt: string;
  readonly attempt?: Attempt;
  readonly outputs?: readonly RunOutput[];
  /** The number is given by the store: one more than the highest ever used for `model`. */
  readonly model?: NewModelVersion;
  /** Id of the version that is what its train step came to, so that it makes none: the run uses it. */
  readonly tookOver?: string;
  readonly plots?: Artifact;
}

export interface RunStore {
  /**
   * PENDING/QUEUED; with `overlapLimit` PENDING/WAITING_OVERLAP while so many are under way. Creating the
   * same id again returns what is there.
   */
  create(run: NewRun, at: string): Promise<Run>;
  /** All of them in one transaction, each as `create`. */
  createMany(runs: readonly NewRun[], at: string): Promise<readonly Run[]>;
  get(id: string): Promise<Run | undefined>;
  /** Runs whose id starts with `prefix` (at least 4 characters), at most `limit`. */
  findByPrefix(prefix: string, limit: number): Promise<readonly Run[]>;
  record(id: string): Promise<RunRecord | undefined>;
  /** Newest first. */
  list(
    filter: RunFilter,
    page: { readonly limit: number; readonly before?: string },
  ): Promise<readonly RunRecord[]>;
  /** Of those that `list` would give, some behind the first `offset`, by creation; and how many there are at all. */
  page(
    filter: RunFilter,
    page: { readonly limit: number; readonly offset: number; readonly order: CreationOrder },
  ): Promise<{ readonly runs: readonly Run[]; readonly total: number }>;
  search(query: SearchQuery): Promise<{ readonly records: readonly RunRecord[]; readonly total: number }>;
  /**
   * A step that succeeded before under the key (see `putCached`), with the newest run that had it; its
   * artifacts may be gone meanwhile.
   */
  cachedStep(key: Digest): Promise<{ readonly runId: string; readonly result: StepResult } | undefined>;
  /** Fenced; a step of the run succeeded, and this is what decided its result. */
  putCachedStep(fence: RunFence, key: Digest, result: StepResult): Promise<void>;
  /** Runs that read the dataset, or loaded the model version (`model/x@v3`): newest first. */
  usersOf(
    used: { readonly dataset: Address<"dataset"> } | { readonly model: string },
    page: { readonly limit: number },
  ): Promise<readonly Run[]>;
  /** How many there are of those that `list` would give. */
  count(filter: RunFilter): Promise<number>;
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
  /**
   * Claims the next runs of the queue, as `claim` does: PENDING/QUEUED or WAITING_SLOT ones that are ready
   * and RETRY ones that are due, by priority, then by when they were ready. One whose slots or limits are
   * taken waits as PENDING/WAITING_SLOT with the reason, is passed over, and is not overtaken by others
   * that want the same. `capacity`: what the worker offers, and the namespace's named slots; `runs` in it
   * limits how many run at once. `heldElsewhere`: what runs of other namespaces hold of it;
   * when that changes, everybody who waits is looked at again.
   */
  claimNext(
    claim: RunClaim & { readonly capacity: Slots; readonly heldElsewhere?: Slots; readonly limit: number },
  ): Promise<readonly Run[]>;
  /** RUNNING ones without a lease, or whose lease has expired: oldest first. */
  abandoned(at: string): Promise<readonly Run[]>;
  /**
   * Marks a RUNNING run that nobody has the lease of, or whose lease has expired (event `suspect`); a claim or a
   * heartbeat takes the mark away.
   */
  suspect(id: string, at: string): Promise<Run | undefined>;
  /**
   * Fails runs that were not claimed within `timeouts.queueSeconds` of their creation: FAILED/TIMED_OUT. One
   * that was given back has none of these limits any more.
   */
  timeOutQueued(event: { readonly at: string; readonly actor: string }): Promise<readonly Run[]>;
  /**
   * A person has a FAILED or ABORTED run tried again: RETRY, due at once, and all attempts so far are
   * forgiven. Failure: 5022 for a run in another state.
   */
  reopen(id: string, event: { readonly at: string; readonly actor: string }): Promise<Run>;
  /** How many runs are in which state, for which reason. */
  counts(): Promise<
    readonly { readonly state: RunState; readonly reason?: string; readonly count: number }[]
  >;
  /**
   * What RUNNING runs hold, by slot and limit, of a machine's slots only on the `host` where one is named; and how
   * many PENDING ones wait for it.
   */
  slotUsage(
    host?: string,
  ): Promise<readonly { readonly name: string; readonly used: number; readonly waiting: number }[]>;
  /** How many seconds the newest successful runs of an experiment were RUNNING, newest first. */
  durations(experiment: Address<"experiment">, limit: number): Promise<readonly number[]>;
  /** Runs of the experiment by their nominal time, of those from `from` to `until`, both inclusive. */
  scheduledRuns(
    experiment: Address<"experiment">,
    range: { readonly from: string; readonly until: string },
  ): Promise<readonly Pick<Run, "id" | "status" | "scheduledAt">[]>;
  /** Events of all runs behind `after`, in order, each with its run as it is now. */
  eventsAfter(
    after: number,
    limit: number,
  ): Promise<readonly { readonly event: RunEvent; readonly run: Run; readonly model?: string }[]>;
  /** Terminal runs that ended before, oldest first, that no model version and no artifact of an output keeps. */
  removable(endedBefore: string, limit: number): Promise<readonly Pick<Run, "id" | "endedAt">[]>;
  /** Removes terminal runs with all that belongs to them. */
  remove(ids: readonly string[]): Promise<void>;
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
   * The same for many, in transactions of at most 500 runs, and in the order of the ids as they are given.
   * The result is in that order; of an id without a run there is nothing in it.
   */
  requestStops(
    ids: readonly string[],
    stop: { readonly reason: AbortReason; readonly actor: string; readonly at: string },
  ): Promise<readonly Run[]>;
  /**
   * Metrics of one attempt that was put before, merged by name and step: the later wins. Fenced. Keeps the summaries up
   * to date. What reads the metrics of a run gets those of its newest attempt, of a chain those of the newest
   * attempt of each step, of several with the same name the one of the latest step; or of the attempt that is named.
   */
  appendMetrics(fence: RunFence, attempt: number, points: readonly MetricPoint[]): Promise<void>;
  metricSummaries(id: string, attempt?: number): Promise<readonly MetricSummary[]>;
  /** Ordered by step. */
  metricPoints(id: string, name: string, attempt?: number): Promise<readonly MetricPoint[]>;
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

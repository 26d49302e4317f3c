import type { Address, Kind } from "../address.ts";
import type { AnnouncedRun, ApplyCommit, ApplyRecord } from "../apply.ts";
import type { Artifact } from "../artifact.ts";
import type { EndpointRecord } from "../endpoint.ts";
import type { Insight } from "../insight.ts";
import type { Digest } from "../json.ts";
import type { MetricPoint, MetricSummary } from "../metric.ts";
import type { ModelVersion, NewModelVersion } from "../model.ts";
import type { Delivery, DeliveryAttempt, NewDelivery } from "../notification.ts";
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
  RunTrigger,
  StepResult,
  WorkerIdentity,
} from "../run.ts";
import type { ActiveRun, NewTick, Schedule, Tick, TickOutcome } from "../schedule.ts";
import type { SearchQuery } from "../search.ts";
import type { Slots } from "../slots.ts";
import type { WorkerRecord } from "../worker.ts";
import type { ModelStore } from "./model-store.ts";

/**
 * The system of record of one namespace (a project in one environment). Every method that writes is
 * one transaction. Conformance suite: `@mlx/store/testing`.
 *
 * Failures (`MlxError`): 5001 the store's schema is newer than this mlx · 5002 not a store, or
 * corrupt · 5003 busy for too long · 5004 disk full or not writable · 5005 not reachable ·
 * 5010 the serial moved (plan-stale) · 5020 a fenced write came too late · 5021 no such run ·
 * 5022 the run cannot be reopened · 5023 the experiment has no schedule · 5024 no such delivery ·
 * 5030 to 5033 see `ModelStore`.
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
  readonly schedules: ScheduleStore;
  /** Manifests that resources, runs, outputs and model versions of all namespaces refer to. */
  referencedArtifacts(): Promise<ReadonlySet<Digest>>;
  readonly workers: WorkerStore;
  readonly deliveries: DeliveryStore;
  readonly announced: AnnouncedStore;
  readonly insights: InsightStore;
  readonly endpoints: EndpointStore;
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
   * limits how many run at once.
   */
  claimNext(claim: RunClaim & { readonly capacity: Slots; readonly limit: number }): Promise<readonly Run[]>;
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
  /** What RUNNING runs hold, by slot and limit; and how many PENDING ones wait for it. */
  slotUsage(): Promise<readonly { readonly name: string; readonly used: number; readonly waiting: number }[]>;
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

/** A schedule with what its policy has to know, all of one moment. */
export interface ScheduleNow {
  readonly schedule: Schedule;
  /** Of the namespace. */
  readonly serial: number;
  /** Not terminal, oldest first. */
  readonly active: readonly ActiveRun[];
}

/** What one look at a schedule came to; all of it is written, or nothing. */
export interface ScheduleDecision {
  readonly lastEvaluated: string;
  readonly wakeAt?: string;
  readonly ticks: readonly NewTick[];
  readonly runs: readonly NewRun[];
  /** Runs that are asked to stop, as REPLACED. */
  readonly replaced: readonly string[];
}

export interface EvaluatedSchedule {
  readonly schedule: Schedule;
  readonly ticks: readonly Tick[];
  readonly runs: readonly Run[];
}

/**
 * The schedules of the namespace's experiments. An apply makes, changes and removes them in its own
 * transaction: a new one, and one whose cron, timezone, startTime or dst changed, or that was suspended
 * or disabled before, has its anchor at the apply, and is looked at next right then.
 */
export interface ScheduleStore {
  /** By address. */
  list(): Promise<readonly Schedule[]>;
  get(experiment: Address<"experiment">): Promise<Schedule | undefined>;
  /** Those whose `wakeAt` is not after `at`, the longest due first. */
  due(at: string, limit: number): Promise<readonly Schedule[]>;
  /** The earliest `wakeAt`. */
  nextWake(): Promise<string | undefined>;
  /**
   * In one transaction: reads the schedules anew, lets `decide` say what is to happen with each, and
   * writes it. `undefined`: nothing, this time. A tick is unique by schedule and nominal time, so what was
   * decided before is not written twice. Those that are gone are left out.
   */
  evaluate(
    ids: readonly string[],
    at: string,
    decide: (now: ScheduleNow) => ScheduleDecision | undefined,
    beforeCommit?: () => Promise<void>,
  ): Promise<readonly EvaluatedSchedule[]>;
  /** Idempotent. A resumed schedule has its anchor at `at`. Failure: 5023 where the experiment has none. */
  pause(experiment: Address<"experiment">, pause: NonNullable<Schedule["paused"]>): Promise<Schedule>;
  resume(experiment: Address<"experiment">, at: string): Promise<Schedule>;
  /** Newest first. */
  ticks(
    filter: TickFilter,
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly Tick[]>;
  /** In order of `seq`, behind `after`. */
  ticksAfter(after: number, limit: number): Promise<readonly Tick[]>;
  /** Returns how many. */
  removeTicks(evaluatedBefore: string): Promise<number>;
}

export interface TickFilter {
  readonly experiment?: Address<"experiment">;
  readonly outcomes?: readonly TickOutcome[];
}

/** The daemons of the namespace. */
export interface WorkerStore {
  /** Inserts or replaces the record of this identity. */
  put(worker: WorkerRecord): Promise<void>;
  /** Oldest first; the dead are among them. */
  list(): Promise<readonly WorkerRecord[]>;
  remove(id: string): Promise<void>;
}

/** Runs that applies announced and that are not made yet. */
export interface AnnouncedStore {
  /** Oldest first. */
  list(): Promise<readonly AnnouncedRun[]>;
  /**
   * Makes the run, and forgets the announcement, in one transaction; `undefined` where the announcement is
   * gone: somebody else has made it, or its experiment went.
   */
  make(run: NewRun, at: string): Promise<Run | undefined>;
  /** Why it could not be made, for those who look. */
  postpone(id: string, problem: string): Promise<void>;
}

export interface InsightStore {
  /** Adding the same id again changes nothing. */
  add(insight: Insight): Promise<void>;
  get(id: string): Promise<Insight | undefined>;
  /** Newest first; `context` names all that has to be equal. */
  list(
    filter: { readonly context?: Insight["context"] },
    page: { readonly limit: number; readonly offset: number },
  ): Promise<{ readonly insights: readonly Insight[]; readonly total: number }>;
}

/** What daemons serve; one record per service. */
export interface EndpointStore {
  /** Inserts or replaces that of the service. */
  put(record: EndpointRecord): Promise<void>;
  /** By service. */
  list(): Promise<readonly EndpointRecord[]>;
  remove(service: Address<"service">): Promise<void>;
}

/** Up to where the store's events were turned into deliveries. */
export interface DeliveryCursor {
  readonly runEvent: number;
  readonly tick: number;
  readonly aliasMove: number;
  readonly evaluation: number;
}

/** The outbox: what is to be told, and how that went. */
export interface DeliveryStore {
  /** Whoever asks first has it stand at the end of what there is: the past is told to nobody. */
  cursor(): Promise<DeliveryCursor>;
  /**
   * Moves the cursor and adds the deliveries that come of what lies between, in one transaction; those
   * whose key is known are left out. False, and nothing is done, where it does not stand at `from` any more.
   */
  enqueue(from: DeliveryCursor, to: DeliveryCursor, deliveries: readonly NewDelivery[]): Promise<boolean>;
  /** WAITING ones whose turn has come, oldest first; each is hidden from other callers until `hiddenUntil`. */
  claim(at: string, limit: number, hiddenUntil: string): Promise<readonly Delivery[]>;
  /** Those claimed, and not tried, are due `at`; one that was changed since it was claimed stays as it is. */
  giveBack(claimed: readonly { readonly delivery: Delivery; readonly at: string }[]): Promise<void>;
  /** Adds an attempt. `next`: when it is tried again, else it has ended. */
  settle(
    id: string,
    attempt: DeliveryAttempt,
    next: { readonly state: "DELIVERED" | "FAILED" } | { readonly state: "WAITING"; readonly at: string },
  ): Promise<void>;
  get(id: string): Promise<Delivery | undefined>;
  /** Newest first. */
  list(
    filter: { readonly states?: readonly Delivery["state"][]; readonly target?: string },
    page: { readonly limit: number },
  ): Promise<readonly Delivery[]>;
  /**
   * Puts one that FAILED or was DELIVERED into the queue again; one that is WAITING is due `at`, if it was
   * not before. Failure: 5024 where there is none.
   */
  resend(id: string, at: string): Promise<Delivery>;
  /** Those that ended before; returns how many. */
  remove(endedBefore: string): Promise<number>;
}

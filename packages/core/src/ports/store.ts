import type { Address, Kind } from "../address.ts";
import type { AnnouncedRun, ApplyCommit, ApplyRecord } from "../apply.ts";
import type { EndpointRecord } from "../endpoint.ts";
import type { Insight } from "../insight.ts";
import type { Digest } from "../json.ts";
import type { Delivery, DeliveryAttempt, NewDelivery } from "../notification.ts";
import type { AppliedHead, AppliedResource } from "../resource.ts";
import type { NewRun, Run } from "../run.ts";
import type { Transcoding } from "../transcoding.ts";
import type { WorkerRecord } from "../worker.ts";
import type { AuditStore, TenantStore, TokenStore } from "./access-store.ts";
import type { ModelStore } from "./model-store.ts";
import type { RunStore } from "./run-store.ts";
import type { ScheduleStore } from "./schedule-store.ts";

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
  /**
   * Manifests that resources, runs, outputs and model versions of all namespaces refer to. What was deleted
   * through the API less than `restorableDays` before `at` (absent: whenever) counts as if it were there.
   */
  referencedArtifacts(at?: string): Promise<ReadonlySet<Digest>>;
  /** Folders that recipes of all namespaces name as their source or build; `at` as in `referencedArtifacts`. */
  referencedSources(at?: string): Promise<ReadonlySet<string>>;
  readonly workers: WorkerStore;
  readonly deliveries: DeliveryStore;
  readonly announced: AnnouncedStore;
  readonly insights: InsightStore;
  readonly endpoints: EndpointStore;
  readonly tokens: TokenStore;
  readonly audit: AuditStore;
  readonly tenants: TenantStore;
  readonly transcodings: TranscodingStore;
  /** Another text whenever anything was written to the store, by whomever. Cheap: caches are keyed by it. */
  version(): string;
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
  /** That of the newest apply, 0 before the first; resources are the same as long as it is. */
  serial(): Promise<number>;
  get(address: Address): Promise<AppliedResource | undefined>;
  /** Those that exist, in no order. */
  getMany(addresses: readonly Address[]): Promise<readonly AppliedResource[]>;
  list(kind?: Kind): Promise<readonly AppliedResource[]>;
  getById(id: string): Promise<AppliedResource | undefined>;
  /** Those that no file declares, in no order. */
  unmanaged(): Promise<readonly AppliedResource[]>;
  /** What was deleted through the API and is not there again, newest first. */
  deleted(filter: { readonly kind?: Kind; readonly id?: string }): Promise<readonly DeletedResource[]>;
  /** Whether something is at the address, or ever was. */
  isKnown(address: Address): Promise<boolean>;
  /** All revisions of the resource that is, or was last, at the address; newest first. */
  revisions(address: Address): Promise<readonly ResourceRevision[]>;
}

/** `resource` is absent where the revision is a deletion. */
export interface ResourceRevision {
  readonly revision: number;
  readonly applyId: string;
  readonly serial: number;
  readonly at: string;
  /** Absent in what an older mlx read. */
  readonly actor?: string;
  readonly via?: "api";
  readonly resource?: AppliedResource;
}

/** How long the files of what the API deleted are kept. */
export const restorableDays = 30;

/** What an API's deletion left: all that is needed to bring it back. */
export interface DeletedResource {
  /** Of the deletion; all that went with it have the same. */
  readonly serial: number;
  readonly deletedAt: string;
  readonly deletedBy: string;
  /** As it was last. */
  readonly resource: AppliedResource;
}

export interface ApplyStore {
  /** Compare-and-swap on the serial: everything is written, or 5010 and nothing is. */
  commit(commit: ApplyCommit): Promise<ApplyRecord>;
  get(id: string): Promise<ApplyRecord | undefined>;
  /** Newest first. */
  list(page: { readonly limit: number; readonly before?: number }): Promise<readonly ApplyRecord[]>;
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
  /** All of them in one transaction, each as `add`. */
  addMany(insights: readonly Insight[]): Promise<void>;
  get(id: string): Promise<Insight | undefined>;
  /** `context` names all that has to be equal. Newest first, unless `order` says `created`. */
  list(
    filter: { readonly context?: Insight["context"] },
    page: { readonly limit: number; readonly offset: number; readonly order?: CreationOrder },
  ): Promise<{ readonly insights: readonly Insight[]; readonly total: number }>;
}

/** Oldest first, or newest first, as the Sensei API writes it. */
export type CreationOrder = "created" | "-created";

/** Requests for models in other formats. */
export interface TranscodingStore {
  add(transcoding: Transcoding): Promise<void>;
  get(id: string): Promise<Transcoding | undefined>;
  /** Oldest first. */
  list(modelId: string): Promise<readonly Transcoding[]>;
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

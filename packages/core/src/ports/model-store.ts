import type { Address } from "../address.ts";
import type { Digest } from "../json.ts";
import type { ModelVersion, NewModelVersion } from "../model.ts";
import type { Alias, AliasMove, Approval, Evaluation, MetricGoal, NewAliasMove } from "../promotion.ts";
import type { SearchQuery } from "../search.ts";
import type { CreationOrder } from "./store.ts";

/**
 * The registry: versions, aliases, and what was decided about them. Versions of train runs are made by
 * `RunStore.end`. Failures: 5030 the alias was moved meanwhile · 5031 the version is not READY ·
 * 5032 the version is in use · 5033 no such version.
 */
export interface ModelStore {
  /** Newest version of each model, by name; deleted ones do not count where there are others. */
  heads(): Promise<readonly ModelVersion[]>;
  /** Newest READY version that each (instance, experiment or none) made. */
  current(): Promise<readonly ModelVersion[]>;
  /** Newest first; deleted ones are among them. */
  versions(model: string): Promise<readonly ModelVersion[]>;
  get(model: string, version: number): Promise<ModelVersion | undefined>;
  getById(id: string): Promise<ModelVersion | undefined>;
  /** Newest READY version. */
  latest(model: string): Promise<ModelVersion | undefined>;
  /** Newest READY version that a run of the experiment made. */
  latestOf(experiment: Address<"experiment">): Promise<ModelVersion | undefined>;
  /** The READY version that the run made. */
  ofRun(runId: string): Promise<ModelVersion | undefined>;
  /** The READY version with the least or greatest finite value; the newer of equals. */
  best(model: string, metric: string, goal: MetricGoal): Promise<ModelVersion | undefined>;
  /** Those that are not DELETED, by creation; and how many there are at all. */
  page(
    filter: { readonly experiment?: Address<"experiment">; readonly runId?: string },
    page: { readonly limit: number; readonly offset: number; readonly order: CreationOrder },
  ): Promise<{ readonly versions: readonly ModelVersion[]; readonly total: number }>;
  search(query: SearchQuery): Promise<{ readonly versions: readonly ModelVersion[]; readonly total: number }>;
  /** One more than the highest number ever used for the model. Adding the same id again returns what is there. */
  add(version: NewModelVersion, at: string): Promise<ModelVersion>;
  /** Replaces what is given. Failure: 5033. */
  describe(
    id: string,
    text: { readonly description?: string; readonly tags?: ModelVersion["tags"] },
  ): Promise<ModelVersion>;
  /**
   * Makes a tombstone of it, unless an alias, or a run that has not ended, refers to it (5032, which names
   * them). Its number is never used again; its files go with the next collection.
   */
  delete(
    id: string,
    event: { readonly at: string; readonly actor: string; readonly reason?: string },
  ): Promise<ModelVersion>;
  /** Takes a deletion back, as long as nobody has collected its files. */
  restore(id: string): Promise<ModelVersion>;
  /** By model and alias. */
  aliases(model?: string): Promise<readonly Alias[]>;
  /** The version that bears it, now or at a time (RFC 3339). */
  byAlias(model: string, alias: string, at?: string): Promise<ModelVersion | undefined>;
  /**
   * Compare-and-swap: it has to point to `from` (absent: it must not exist), or 5030. The version has to be
   * READY, or 5031. Appends to the log.
   */
  moveAlias(move: NewAliasMove): Promise<AliasMove>;
  /** Newest first. */
  aliasMoves(
    filter: { readonly model?: string; readonly alias?: string },
    page: { readonly limit: number; readonly before?: number },
  ): Promise<readonly AliasMove[]>;
  /** In order, behind `after`. */
  aliasMovesAfter(after: number, limit: number): Promise<readonly AliasMove[]>;
  putEvaluation(evaluation: Evaluation): Promise<void>;
  /** Newest first. */
  evaluations(
    filter: { readonly model: string; readonly version?: number },
    page: { readonly limit: number },
  ): Promise<readonly Evaluation[]>;
  /** In the order in which they were put, behind `after`. `seq`: increasing within the store. */
  evaluationsAfter(
    after: number,
    limit: number,
  ): Promise<readonly { readonly seq: number; readonly evaluation: Evaluation }[]>;
  /** Of one person the first counts. */
  approve(approval: Approval): Promise<void>;
  /** Oldest first. */
  approvals(model: string, version: number, alias: string): Promise<readonly Approval[]>;
  /**
   * Metrics of `evaluate` runs that were DONE with the artifact as their model and read the data: newest
   * run first.
   */
  measuredOn(
    artifact: Digest,
    dataset: Address<"dataset">,
  ): Promise<
    readonly {
      readonly runId: string;
      readonly fingerprint: Digest;
      readonly metrics: { readonly [name: string]: number };
    }[]
  >;
}

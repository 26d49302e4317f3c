/** The columns of every table, in both dialects. */
import type {
  AbortReason,
  Address,
  ApplyChange,
  ApplyRecord,
  Artifact,
  Attempt,
  Digest,
  GitState,
  JsonObject,
  Kind,
  Observed,
  PlanSummary,
  Run,
  RunEvent,
  RunPhase,
  RunSpec,
  RunState,
  Slots,
  Specs,
  StepResult,
  TaskName,
  WorkerIdentity,
} from "@mlx/core";
import type { Generated, Insertable, Selectable } from "kysely";
import type { AuditTable, TenantsTable, TokensTable, TranscodingsTable } from "./access-tables.ts";
import type {
  DeliveriesTable,
  DeliveryCursorsTable,
  QueueStatesTable,
  RunKeepsTable,
  RunQueueTable,
  RunSlotsTable,
  SchedulesTable,
  SlotWakesTable,
  TicksTable,
  WorkersTable,
} from "./daemon-tables.ts";
import type { JsonText } from "./json-text.ts";
import type {
  AliasesTable,
  AliasMovesTable,
  AnnouncedRunsTable,
  ApprovalsTable,
  EndpointsTable,
  EvaluationsTable,
  InsightContextsTable,
  InsightsTable,
  ModelVersionsTable,
} from "./registry-tables.ts";
import type { SearchCellsTable, SearchDirtyTable, SearchWordsTable } from "./search/search-tables.ts";

export interface Tables {
  readonly installation: { readonly id: string; readonly key: string };
  readonly namespaces: { readonly name: string; readonly serial: number };
  readonly resources: ResourcesTable;
  readonly resource_revisions: ResourceRevisionsTable;
  readonly applies: AppliesTable;
  readonly runs: RunsTable;
  readonly run_attempts: RunAttemptsTable;
  readonly run_outputs: RunOutputsTable;
  readonly run_events: RunEventsTable;
  readonly metric_series: MetricSeriesTable;
  readonly metric_points: MetricPointsTable;
  readonly model_versions: ModelVersionsTable;
  readonly run_queue: RunQueueTable;
  readonly run_keeps: RunKeepsTable;
  readonly run_slots: RunSlotsTable;
  readonly slot_wakes: SlotWakesTable;
  readonly queue_states: QueueStatesTable;
  readonly schedules: SchedulesTable;
  readonly ticks: TicksTable;
  readonly workers: WorkersTable;
  readonly deliveries: DeliveriesTable;
  readonly delivery_cursors: DeliveryCursorsTable;
  readonly search_cells: SearchCellsTable;
  readonly search_words: SearchWordsTable;
  readonly search_dirty: SearchDirtyTable;
  readonly aliases: AliasesTable;
  readonly alias_moves: AliasMovesTable;
  readonly evaluations: EvaluationsTable;
  readonly approvals: ApprovalsTable;
  readonly run_uses: RunUsesTable;
  readonly cached_steps: CachedStepsTable;
  readonly announced_runs: AnnouncedRunsTable;
  readonly insights: InsightsTable;
  readonly insight_contexts: InsightContextsTable;
  readonly endpoints: EndpointsTable;
  readonly tokens: TokensTable;
  readonly audit: AuditTable;
  readonly tenants: TenantsTable;
  readonly transcodings: TranscodingsTable;
}

/** The live resources: what a planner scans. The rest of each stands in its newest revision. */
interface ResourcesTable {
  readonly namespace: string;
  readonly address: Address;
  readonly id: string;
  readonly kind: Kind;
  readonly revision: number;
  readonly digest: Digest;
  readonly references: JsonText<readonly Address[]>;
  readonly created_at: string;
  /** The actor of the first revision. */
  readonly created_by: string | null;
  /** The digest that files gave last. Another than `digest`: it drifted; null: no file declares it. */
  readonly declared: Digest | null;
}

/** Append-only. A deletion is a revision without content. */
interface ResourceRevisionsTable {
  readonly namespace: string;
  readonly resource_id: string;
  readonly revision: number;
  readonly address: Address;
  readonly kind: Kind;
  readonly apply_id: string;
  readonly serial: number;
  readonly at: string;
  readonly digest: Digest | null;
  readonly references: JsonText<readonly Address[]> | null;
  readonly observed: JsonText<Observed> | null;
  readonly spec: JsonText<Specs[Kind]> | null;
  readonly actor: string | null;
  readonly via: NonNullable<ApplyRecord["via"]> | null;
  /** As in `resources`; of a deletion, what it was before. */
  readonly declared: Digest | null;
  /** The body of the wire document, and the digest that it belongs to. */
  readonly wire: JsonText<JsonObject> | null;
  readonly wire_digest: Digest | null;
}

interface AppliesTable {
  readonly namespace: string;
  readonly serial: number;
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly git: JsonText<GitState> | null;
  readonly config_digest: Digest;
  readonly summary: JsonText<PlanSummary>;
  readonly changes: JsonText<readonly ApplyChange[]>;
  readonly via: NonNullable<ApplyRecord["via"]> | null;
}

interface RunsTable {
  /** In the order of creation; what the tables of a run's parts refer to. */
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly task: TaskName;
  readonly trigger: Run["trigger"];
  readonly actor: string;
  readonly instance: Address<"instance">;
  readonly experiment: Address<"experiment"> | null;
  readonly spec: JsonText<RunSpec>;
  readonly state: RunState;
  readonly reason: string | null;
  readonly phase: RunPhase | null;
  readonly message: string | null;
  readonly next_attempt_at: string | null;
  readonly desired: Run["desired"];
  readonly stop_reason: AbortReason | null;
  readonly stop_actor: string | null;
  readonly stop_at: string | null;
  readonly attempt: number;
  readonly epoch: number;
  /** The lease: all three, or none. */
  readonly worker_id: string | null;
  readonly worker: JsonText<WorkerIdentity> | null;
  readonly lease_expires_at: string | null;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly priority: number | null;
  readonly slots: JsonText<Slots> | null;
  readonly limits: JsonText<Slots> | null;
  readonly ready_at: string | null;
  readonly overlap_limit: number | null;
  readonly overlap_of: NonNullable<Run["overlapOf"]> | null;
  readonly scheduled_at: string | null;
  readonly window_start: string | null;
  readonly window_end: string | null;
  readonly rerun_of: string | null;
  readonly backfill: string | null;
  readonly forgiven_attempts: number;
  readonly suspect_since: string | null;
  readonly chain: JsonText<NonNullable<Run["chain"]>> | null;
  readonly tags: JsonText<NonNullable<Run["tags"]>> | null;
  /** The run that it repeats exactly. */
  readonly exact_of: string | null;
  readonly plots: JsonText<Artifact> | null;
  readonly description: string | null;
}

interface RunAttemptsTable {
  readonly run: number;
  readonly number: number;
  readonly epoch: number;
  readonly executor: Attempt["executor"];
  readonly place: JsonText<NonNullable<Attempt["place"]>> | null;
  readonly handle: JsonText<NonNullable<Attempt["handle"]>> | null;
  readonly environment: JsonText<NonNullable<Attempt["environment"]>> | null;
  readonly staged: JsonText<NonNullable<Attempt["staged"]>> | null;
  readonly started_at: string | null;
  readonly exit: JsonText<NonNullable<Attempt["exit"]>> | null;
  readonly ended_at: string | null;
  readonly outcome: JsonText<NonNullable<Attempt["outcome"]>> | null;
  readonly event_log: string | null;
  readonly step: number | null;
  /** `Attempt.left`. */
  readonly result: JsonText<StepResult> | null;
}

interface RunOutputsTable {
  readonly run: number;
  readonly channel: string;
  readonly artifact: JsonText<Artifact>;
  readonly path: string;
}

/** See `runs/run-uses.ts`. */
interface RunUsesTable {
  readonly run: number;
  readonly used: string;
  readonly namespace: string;
}

interface CachedStepsTable {
  readonly namespace: string;
  readonly key: Digest;
  readonly run: number;
  readonly result: JsonText<StepResult>;
}

interface RunEventsTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly run: number;
  readonly at: string;
  readonly actor: string;
  readonly type: RunEvent["type"];
  readonly from: RunState | null;
  readonly to: RunState | null;
  readonly reason: string | null;
  readonly data: JsonText<NonNullable<RunEvent["data"]>> | null;
}

/** A metric of an attempt: its summary, and how its points are kept (see `append-metrics.ts`). NaN is null. */
interface MetricSeriesTable {
  readonly id: Generated<number>;
  readonly run: number;
  readonly attempt: number;
  readonly name: string;
  readonly last: number | null;
  readonly last_step: number;
  /** Over finite values; null while there is none. */
  readonly min: number | null;
  readonly max: number | null;
  readonly count: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly max_step: number;
  /** Every how-many-th point is kept. */
  readonly stride: number;
  readonly kept: number;
}

interface MetricPointsTable {
  readonly series: number;
  readonly step: number;
  readonly value: number | null;
  readonly at: number;
}

export type Row<Table extends keyof Tables> = Selectable<Tables[Table]>;
export type NewRow<Table extends keyof Tables> = Insertable<Tables[Table]>;

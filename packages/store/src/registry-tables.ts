/** The columns of the registry's tables, and of what services need. */
import type {
  Address,
  AliasMove,
  Artifact,
  EndpointRecord,
  Evaluation,
  Insight,
  InsightSubject,
  Json,
  Lineage,
  ModelOrigin,
  ModelVersion,
  TrainingInputs,
} from "@mlx/core";
import type { Generated } from "kysely";
import type { JsonText } from "./json-text.ts";
import type { EncodedMetrics } from "./metrics/encode-metrics.ts";

export interface ModelVersionsTable {
  /** In the order of publication. */
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly model: string;
  readonly version: number;
  /** `model` as it was when the version was made: a reference written then still finds it. */
  readonly made_as: string;
  readonly status: ModelVersion["status"];
  readonly origin: ModelOrigin["type"];
  /** Of one that a run trained: all but the experiment. `run` goes when the run is removed, `run_id` stays. */
  readonly instance: Address<"instance"> | null;
  readonly experiment: Address<"experiment"> | null;
  readonly run: number | null;
  readonly run_id: string | null;
  readonly inputs: JsonText<TrainingInputs> | null;
  readonly lineage: JsonText<Lineage> | null;
  readonly artifact: JsonText<Artifact>;
  readonly metrics: JsonText<EncodedMetrics>;
  readonly signature: JsonText<Json> | null;
  readonly description: string | null;
  readonly tags: JsonText<ModelVersion["tags"]>;
  /** Who registered one that was trained elsewhere, and where. */
  readonly actor: string | null;
  readonly source: string | null;
  readonly created_at: string;
  readonly deleted: JsonText<NonNullable<ModelVersion["deleted"]>> | null;
}

/** Where each alias points now: what the last row of its log says. */
export interface AliasesTable {
  readonly namespace: string;
  readonly model: string;
  readonly alias: string;
  readonly version: number;
  readonly at: string;
}

/** Append-only. */
export interface AliasMovesTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly model: string;
  readonly alias: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly kind: AliasMove["kind"];
  readonly actor: string;
  readonly reason: string | null;
  readonly evaluation: string | null;
  readonly apply_id: string | null;
  readonly at: string;
}

export interface EvaluationsTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly model: string;
  readonly version: number;
  /** `model` in it is the name from then. */
  readonly record: JsonText<Evaluation>;
}

export interface ApprovalsTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly model: string;
  readonly version: number;
  readonly alias: string;
  readonly actor: string;
  readonly at: string;
  readonly comment: string | null;
}

export interface AnnouncedRunsTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly experiment: Address<"experiment">;
  readonly because: string;
  readonly actor: string;
  readonly at: string;
  readonly problem: string | null;
}

export interface InsightsTable {
  readonly seq: Generated<number>;
  readonly namespace: string;
  readonly id: string;
  readonly record: JsonText<Insight>;
}

export interface InsightContextsTable {
  readonly namespace: string;
  readonly subject: InsightSubject;
  readonly value: string;
  readonly insight: number;
}

export interface EndpointsTable {
  readonly namespace: string;
  readonly service: Address<"service">;
  readonly record: JsonText<EndpointRecord>;
}

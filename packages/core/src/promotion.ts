import type { Address } from "./address.ts";

/** Whether less or more of a metric is better. */
export type MetricGoal = "min" | "max";

export const comparisons = ["<", "<=", ">", ">=", "==", "!="] as const;
export type Comparison = (typeof comparisons)[number];

/** `RMSE <= 90000`. A metric that is missing or NaN meets no threshold. */
export interface Threshold {
  readonly metric: string;
  readonly op: Comparison;
  readonly value: number;
}

/** When a version of a model may bear an alias, and whether it gets it by itself. */
export interface PromotionPolicy {
  readonly alias: string;
  /** Only a version that bears this alias may be promoted. */
  readonly from?: string;
  readonly gates: readonly Gate[];
  /** Each new version is judged, and promoted if it passes; else by `mlx models promote`. */
  readonly auto: boolean;
}

export type Gate =
  | ({ readonly type: "threshold" } & Threshold)
  /** Better than the version that bears the alias, by more than `by` (0: strictly better). */
  | {
      readonly type: "beats";
      readonly metric: string;
      readonly alias: string;
      readonly by: number;
      readonly goal: MetricGoal;
      /** Both are evaluated on this data; absent: on what each was measured on, which has to be the same. */
      readonly on?: Address<"dataset">;
    }
  /** So many rows in an input of the training. */
  | { readonly type: "data"; readonly minRows: number; readonly input: string }
  /** So many different people of `by` (all, where it is empty) approve of the version. */
  | { readonly type: "approval"; readonly min: number; readonly by: readonly string[] };

export interface GateResult {
  readonly gate: Gate;
  readonly verdict: "passed" | "failed" | "waiting";
  /** E.g. `RMSE 84289.2 <= 90000`, `RMSE was not measured`, `1 of 2 approvals`. */
  readonly detail: string;
}

/** One look at a version under a policy. Kept for ever. */
export interface Evaluation {
  /** UUID. */
  readonly id: string;
  readonly model: string;
  readonly version: number;
  readonly policy: PromotionPolicy;
  /** The version that bore the alias then. */
  readonly against?: number;
  readonly results: readonly GateResult[];
  /** `waiting`: for an approval, or for an evaluation that runs. */
  readonly verdict: "passed" | "failed" | "waiting";
  /** Who had it judged: `user@host`, or `policy` for the automatic ones. */
  readonly actor: string;
  readonly at: string;
}

export interface Approval {
  readonly model: string;
  readonly version: number;
  readonly alias: string;
  readonly actor: string;
  readonly at: string;
  readonly comment?: string;
}

export type NewAliasMove = Omit<AliasMove, "seq">;

/** An alias pointed from one version to another; the log of these is only ever appended to. */
export interface AliasMove {
  /** Increasing within the store. */
  readonly seq: number;
  readonly model: string;
  readonly alias: string;
  /** Absent: it did not exist. */
  readonly from?: number;
  /** Absent: it was removed. */
  readonly to?: number;
  readonly kind: "promote" | "rollback" | "remove" | "pin";
  readonly actor: string;
  readonly reason?: string;
  /** The evaluation that let it pass. */
  readonly evaluation?: string;
  /** The apply that pinned it. */
  readonly applyId?: string;
  readonly at: string;
}

/** Where an alias points now. */
export interface Alias {
  readonly model: string;
  readonly alias: string;
  readonly version: number;
  readonly at: string;
}

/** `latest` and `v3` mean something else. */
export const aliasPattern = /^(?!latest$)(?!v\d+$)[a-z][a-z0-9_-]{0,62}$/;

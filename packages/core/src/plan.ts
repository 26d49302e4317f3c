import type { Address, Kind } from "./address.ts";
import type { PinnedImage } from "./image.ts";
import type { Digest, Json } from "./json.ts";
import type { AppliedResource, PreparedResource, TaskName } from "./resource.ts";
import type { SourceLocation } from "./source-location.ts";

/** One changed field; secret values are already hidden. */
export interface FieldChange {
  /** Dotted, as in the language: `tasks.train.parameters.n_estimators`. */
  readonly path: string;
  /** Absent where the field did not exist. */
  readonly before?: Json;
  /** Absent where the field goes. */
  readonly after?: Json;
}

/** What happens to one resource. `after` is the whole resource, so that a saved plan is enough to apply. */
export type Change =
  | {
      readonly action: "create";
      readonly address: Address;
      readonly at: SourceLocation;
      readonly reasons: readonly string[];
      readonly fields: readonly FieldChange[];
      readonly after: PreparedResource;
    }
  | {
      readonly action: "update";
      readonly address: Address;
      readonly at: SourceLocation;
      readonly reasons: readonly string[];
      readonly fields: readonly FieldChange[];
      readonly after: PreparedResource;
    }
  | {
      /** A `moved:` entry applies; fields may change with it. */
      readonly action: "move";
      readonly address: Address;
      readonly from: Address;
      readonly at: SourceLocation;
      readonly reasons: readonly string[];
      readonly fields: readonly FieldChange[];
      readonly after: PreparedResource;
    }
  | {
      /** It was made or changed through the API, and files declare it from now on; fields may change with it. */
      readonly action: "import";
      readonly address: Address;
      readonly at: SourceLocation;
      readonly reasons: readonly string[];
      readonly fields: readonly FieldChange[];
      readonly after: PreparedResource;
    }
  | {
      readonly action: "delete";
      readonly address: Address;
      readonly reasons: readonly string[];
      readonly fields: readonly FieldChange[];
      readonly protected: boolean;
    };

export type ChangeAction = Change["action"];

/** What a plan means for things that it does not change itself. */
export type Consequence =
  | {
      readonly type: "model-stale";
      /** `model/retail-default@v3`. */
      readonly model: string;
      readonly experiment?: Address<"experiment">;
      readonly instance: Address<"instance">;
      /** E.g. `n_estimators 100 → 200`, `source of recipe/retail-gbm changed: train.py`. */
      readonly reasons: readonly string[];
    }
  | {
      /** The model's instance or experiment goes; the model stays in the registry. */
      readonly type: "model-orphaned";
      readonly model: string;
      readonly instance: Address<"instance">;
      /** Only it goes, and the instance stays. */
      readonly experiment?: Address<"experiment">;
    }
  | {
      /** The meaning of a resource changes although its own text does not. */
      readonly type: "affected";
      readonly address: Address;
      /** The changed resources that it refers to, directly or not. */
      readonly because: readonly Address[];
    }
  | {
      /** What a service that is new, or touched by the plan, does until its next training. */
      readonly type: "service-model";
      readonly service: Address<"service">;
      /** `model/retail-default@v3`; absent while it has none. */
      readonly serves?: string;
      /** What it waits for while it has none, e.g. `the first training of experiment/x-training`. */
      readonly waitsFor?: string;
    }
  | {
      /** An alias that git pins is moved by the apply. */
      readonly type: "alias-pinned";
      readonly model: Address<"model">;
      readonly alias: string;
      readonly from?: number;
      readonly to: number;
    }
  | {
      /** A run under way uses a resource that changes or goes; it keeps what it started with. */
      readonly type: "run-under-way";
      readonly runId: string;
      readonly address: Address;
    };

/** A declared resource that was changed, or deleted, through the API since the files were last applied. */
export interface Drift {
  readonly address: Address;
  readonly action: "changed" | "deleted";
  readonly actor: string;
  readonly at: string;
  /** From what the files last said to what it is now; empty where it was deleted. */
  readonly fields: readonly FieldChange[];
}

/** A run that an apply of the plan puts into the queue. */
export interface PlannedRun {
  readonly experiment: Address<"experiment">;
  readonly task: TaskName;
  /** E.g. `first training of service/retail-forecast`. */
  readonly because: string;
  /** What has to be there first: `a model of experiment/retail-forecast-training`. */
  readonly waitsFor?: string;
}

/** What is worth knowing about a plan and does not stop it. */
export type PlanHint =
  | {
      readonly type: "probable-rename";
      readonly from: Address;
      readonly to: Address;
    }
  | {
      /** An image of a registry that `mlx.lock` does not have so yet; an apply of the plan writes it. */
      readonly type: "image-pin";
      readonly image: PinnedImage;
      /** What `mlx.lock` has pinned it to so far. */
      readonly before?: Digest;
      readonly recipes: readonly Address<"recipe">[];
    }
  | {
      /** How a new or changed task of Spark is submitted. */
      readonly type: "spark-command";
      readonly instance: Address<"instance">;
      readonly task: TaskName;
      /** As a shell would read it. */
      readonly command: string;
    }
  | {
      /** When a new or changed schedule fires next, each RFC 3339 in UTC, soonest first; empty: never. */
      readonly type: "next-fires";
      readonly experiment: Address<"experiment">;
      /** Absent where it had no schedule, or has none any more. */
      readonly before?: NextFires;
      readonly after?: NextFires;
    };

export interface NextFires {
  /** IANA name. */
  readonly timezone: string;
  readonly fires: readonly string[];
  /** Why there are none: it is suspended, disabled, paused, or has ended. */
  readonly because?: string;
}

export type PlanHintOf<T extends PlanHint["type"]> = Extract<PlanHint, { readonly type: T }>;

/** A reason why the plan may not be applied as it is. */
export interface PlanBlock {
  /**
   * `start-time`: the startTime of a service's schedule may not change. `pin`: the version cannot bear the alias.
   * `in-use`: what no file declares refers to what would be deleted.
   */
  readonly type: "protected" | "mass-delete" | "start-time" | "pin" | "in-use";
  readonly addresses: readonly Address[];
  readonly message: string;
}

export interface PlanSummary {
  readonly create: number;
  readonly update: number;
  readonly move: number;
  /** Absent: none. */
  readonly import?: number;
  readonly delete: number;
  readonly unchanged: number;
  readonly byKind: { readonly [kind in Kind]?: { readonly [action in ChangeAction]?: number } };
}

/** The difference between the configuration and the store: a readable, exact document. */
export interface Plan {
  readonly version: 1;
  readonly project: string;
  readonly environment?: string;
  /** The installation whose store it was made against; it is applied to no other. */
  readonly installation: string;
  /** The store's serial that it was made against. */
  readonly serial: number;
  /** Digest of the desired state. */
  readonly configDigest: Digest;
  readonly createdAt: string;
  /** In the order in which they would be applied: what is referred to comes first, deletes last. */
  readonly changes: readonly Change[];
  readonly consequences: readonly Consequence[];
  /** Absent in plans that an older mlx saved. */
  readonly runs?: readonly PlannedRun[];
  /** Absent in plans that an older mlx saved, as is `unmanaged`. */
  readonly drift?: readonly Drift[];
  /** What no file declares, sorted: it was made through the API, and is left alone. */
  readonly unmanaged?: readonly Address[];
  readonly hints: readonly PlanHint[];
  readonly blocks: readonly PlanBlock[];
  readonly summary: PlanSummary;
}

/** Also where only an alias is not where the files pin it. */
export function hasChanges(plan: Plan): boolean {
  return plan.changes.length > 0 || plan.consequences.some(({ type }) => type === "alias-pinned");
}

/** An applied resource as a plan starts from it. */
export type PlanBefore<K extends Kind = Kind> = {
  readonly [P in K]: Pick<AppliedResource<P>, "address" | "kind" | "spec" | "observed">;
}[K];

import type { Address } from "./address.ts";
import type { Digest, JsonObject } from "./json.ts";
import type { GitState } from "./lineage.ts";
import type { Change, PlanSummary } from "./plan.ts";
import type { NewAliasMove } from "./promotion.ts";
import type { PreparedResource } from "./resource.ts";

/** One apply that was committed. */
export interface ApplyRecord {
  /** UUID. */
  readonly id: string;
  /** The store's serial after it: 1, 2, … */
  readonly serial: number;
  readonly at: string;
  /** `user@host`. */
  readonly actor: string;
  /** `apply` or `destroy`; `api` of what a client wrote. */
  readonly command: string;
  /** Absent: an apply of the files. */
  readonly via?: "api";
  readonly git?: GitState;
  readonly configDigest: Digest;
  readonly summary: PlanSummary;
  readonly changes: readonly ApplyChange[];
}

/** A change as it is kept in the history: what happened to which resource, and why. */
export interface ApplyChange {
  readonly action: Change["action"];
  readonly address: Address;
  readonly from?: Address;
  readonly reasons: readonly string[];
}

/** What one transaction writes: all of it, or nothing. */
export interface ApplyCommit {
  readonly id: string;
  /** Refused unless the store still stands at this serial. */
  readonly expectedSerial: number;
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  /** What it puts is unmanaged where it is new, and drifted where files declare it. Absent: an apply of the files. */
  readonly via?: "api";
  readonly git?: GitState;
  readonly configDigest: Digest;
  readonly summary: PlanSummary;
  readonly writes: readonly ResourceWrite[];
  readonly changes: readonly ApplyChange[];
  /** Runs that the plan announced. */
  readonly announced?: readonly AnnouncedRun[];
  /** Aliases of pinned models. */
  readonly aliasMoves?: readonly NewAliasMove[];
}

/**
 * A run that an apply announced and nobody has made yet: it is made as soon as all that it needs is
 * there. That of an experiment that goes is forgotten with it.
 */
export interface AnnouncedRun {
  /** The run's id, when it is made. */
  readonly id: string;
  readonly experiment: Address<"experiment">;
  /** E.g. `first training of service/retail-forecast`. */
  readonly because: string;
  readonly actor: string;
  readonly at: string;
  /** What it waits for, or why it could not be made the last time. */
  readonly problem?: string;
}

export type ResourceWrite =
  /**
   * `id` is used when the address is new; one that was deleted through the API there comes back with the id
   * that it had.
   */
  | {
      readonly action: "put";
      readonly id: string;
      readonly resource: PreparedResource;
      readonly from?: Address;
      /** The body of its wire document from now on; what it has stays where absent. */
      readonly wire?: JsonObject;
    }
  | { readonly action: "delete"; readonly address: Address };

import type { Address } from "./address.ts";

/** How the serving of a service stands, as the daemon that serves it last wrote it. */
export interface EndpointRecord {
  readonly service: Address<"service">;
  /** The `WorkerIdentity.id` of the daemon. */
  readonly worker: string;
  /** Where requests go: `http://127.0.0.1:4747/services/retail-forecast`. */
  readonly url: string;
  readonly status: EndpointStatus;
  readonly replicas: { readonly wanted: number; readonly ready: number };
  /** Replicas that died by themselves since the daemon started. */
  readonly deaths: number;
  readonly since: string;
  readonly updatedAt: string;
}

/** `model/x@v3` in `serving` and `next`. */
export type EndpointStatus =
  /** There is no model yet, or none that is meant. */
  | { readonly state: "WAITING"; readonly message: string }
  /** The first replicas come up. */
  | { readonly state: "STARTING"; readonly next: string }
  | { readonly state: "READY"; readonly serving: string }
  /** A new model comes up while the old one serves. */
  | { readonly state: "SWITCHING"; readonly serving: string; readonly next: string }
  /** The new one is not healthy: the last good one serves on, and it is tried again. */
  | {
      readonly state: "DEGRADED";
      readonly serving: string;
      readonly next: string;
      readonly message: string;
      readonly retryAt: string;
    }
  /** Nothing serves. */
  | {
      readonly state: "FAILED";
      readonly next: string;
      readonly message: string;
      readonly retryAt: string;
    }
  | { readonly state: "STOPPED" };

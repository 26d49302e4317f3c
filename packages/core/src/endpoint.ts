import type { Address } from "./address.ts";

/** How the serving of a service stands, as the daemon that serves it last wrote it. */
export interface EndpointRecord {
  readonly service: Address<"service">;
  /** The `WorkerIdentity.id` of the daemon. */
  readonly worker: string;
  /** Where requests go: `http://127.0.0.1:4747/services/retail-forecast`. */
  readonly url: string;
  readonly status: EndpointStatus;
  /** Why its own port is not listened on, a sentence without its end; it is tried again. */
  readonly portProblem?: string;
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
      /** Of the same version of the model; absent: the new one is another. */
      readonly lacks?: "program" | "replicas";
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

/** What does not work of one that is not as it is wanted, and who answers meanwhile: a clause without its end. */
export function describeDegraded({
  serving,
  next,
  lacks,
}: Pick<Extract<EndpointStatus, { readonly state: "DEGRADED" }>, "serving" | "next" | "lacks">): string {
  if (lacks === "program")
    return `its changed program or settings do not come up, and ${serving} answers still with those before`;
  if (lacks === "replicas") return `not all of its replicas come up, and the others answer with ${serving}`;
  return `${next} does not come up, and ${serving} answers still`;
}

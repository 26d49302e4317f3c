import type { Address } from "../address.ts";
import type { MlxError } from "../error.ts";
import type { ServeSpec } from "../resource.ts";

/**
 * What stands between those who ask a service and its replicas: it takes requests, spreads them, and holds
 * them while there is nobody to give them to. Adapter: `@mlx/server`.
 */
export interface ServiceGateway {
  /**
   * What requests get from now on, at once and for all of them: one that waits is given to the new replicas,
   * one that is with an old one ends there. Then sees to the service's own port, and resolves with where it is
   * reached.
   */
  update(endpoint: GatewayEndpoint): Promise<EndpointPlace>;
  /** Requests to it are answered 404 from now on. */
  remove(service: Address<"service">): Promise<void>;
  /** Of a replica, also of one that gets no requests any more. */
  load(replica: string): ReplicaLoad;
  /** Resolves when nothing is with the replica any more; rejects with the signal's reason. */
  idle(replica: string, signal: AbortSignal): Promise<void>;
}

export interface GatewayEndpoint {
  readonly service: Address<"service">;
  readonly limits: Pick<
    ServeSpec,
    "port" | "concurrency" | "queueLimit" | "maxBodyBytes" | "requestTimeoutSeconds"
  >;
  readonly target: EndpointTarget;
}

export interface EndpointPlace {
  readonly url: string;
  /** 8510: its own port cannot be had; requests by the daemon's own are answered all the same. */
  readonly portProblem?: MlxError;
}

export type EndpointTarget =
  /** Where there is no replica at the moment, requests wait for the next. */
  | {
      readonly type: "serving";
      /** `model/x@v3`. */
      readonly model: string;
      readonly replicas: readonly { readonly id: string; readonly url: string }[];
    }
  /** Nothing serves, for a while at least. */
  | { readonly type: "unavailable"; readonly message: string; readonly retryAfterSeconds: number };

export interface ReplicaLoad {
  readonly inFlight: number;
  /**
   * Milliseconds since it last answered, or got something to do after it had answered all; 0 while it has nothing.
   * A request whose time ran out is none that it answered.
   */
  readonly silentMilliseconds: number;
}

/** A request to a service, once it is over: for metrics. */
export interface ServedRequest {
  /** With its key, without `service/`. */
  readonly service: string;
  /** 499: whoever asked went away. */
  readonly status: number;
  readonly seconds: number;
}

/** What a service has to do at this moment. */
export interface ServiceLoad {
  readonly service: string;
  readonly inFlight: number;
  readonly waiting: number;
}

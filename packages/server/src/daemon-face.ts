import type { DaemonState, JsonObject, ServedRequest } from "@mlx/core";

/** What the server shows of a daemon, and may ask of it. */
export interface DaemonFace {
  health(): DaemonHealth;
  /** All that `mlx status` tells of it. */
  status(): Promise<JsonObject>;
  /** In Prometheus's text format. */
  metrics(): Promise<string>;
  /** Told of each request to a service, once it is over. It must not throw. */
  served?(request: ServedRequest): void;
  /** Takes on nothing new, and ends when what runs has ended. Idempotent. */
  drain(): void;
  /** Ends now; what runs is left to the next daemon. Idempotent. */
  stop(): void;
}

export interface DaemonHealth {
  readonly state: DaemonState;
  /** The duties that fail, or have not been done for too long, each with why; none while all is well. */
  readonly problems: readonly string[];
}

import type { EndpointRecord, RunEvent, RunRecord, RunStore, ServiceLoad, Slots } from "@mlx/core";

/** What telemetry reads of the store; asked when metrics are read, and when a run has ended. */
export interface TelemetryReads {
  readonly runCounts: RunStore["counts"];
  readonly slotUsage: RunStore["slotUsage"];
  /** The slots that the daemon offers, and the namespace's. */
  readonly capacity: () => Slots;
  /** How many schedules are in which state (`ACTIVE`, `PAUSED`, …); asked once a minute at most. */
  readonly scheduleCounts: () => Promise<{ readonly [state: string]: number }>;
  /** Those that this daemon serves. */
  readonly endpoints: () => Promise<readonly EndpointRecord[]>;
  readonly serviceLoads: () => readonly ServiceLoad[];
  readonly runRecord: (id: string) => Promise<RunRecord | undefined>;
  /** Oldest first. */
  readonly runEvents: (id: string) => Promise<readonly RunEvent[]>;
}

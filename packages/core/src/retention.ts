/** How long things are kept, in seconds; absent: for ever. */
export interface RetentionSettings {
  /** Ended runs with all that belongs to them; those whose model or output is still there stay. */
  readonly runsSeconds?: number;
  /** Logs of ended runs. */
  readonly logsSeconds?: number;
  /** Work folders of failed attempts. */
  readonly failedWorkSeconds?: number;
  /** Ticks of schedules. */
  readonly ticksSeconds?: number;
  /** Deliveries that have ended. */
  readonly deliveriesSeconds?: number;
}

const day = 86_400;

export const defaultRetention: RetentionSettings = {
  failedWorkSeconds: 7 * day,
  ticksSeconds: 90 * day,
  deliveriesSeconds: 30 * day,
};

/** Blobs and manifests that nothing refers to are kept for this long: a publish may be under way. */
export const artifactGraceSeconds = day;

/** Windows of datasets that no run has asked for are kept for this long: they can be cut out again. */
export const windowKeepSeconds = 7 * day;

/** What a collection removed, or would remove. */
export interface Collected {
  readonly dryRun: boolean;
  readonly parts: readonly CollectedPart[];
  /** What could not be collected, and why. */
  readonly problems: readonly string[];
}

export interface CollectedPart {
  readonly kind: "runs" | "logs" | "work" | "artifacts" | "uploads" | "windows" | "ticks" | "deliveries";
  readonly count: number;
  /** Where files go with it. */
  readonly bytes?: number;
}

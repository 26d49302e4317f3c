/** A schedule in canonical form: every default filled in, durations in seconds. */
export interface ScheduleSpec {
  /** Five-field expressions; the union of their times fires. */
  readonly cron: readonly string[];
  /** IANA name. */
  readonly timezone: string;
  /** As written: RFC 3339, or a local date or time of `timezone`. Both ends are inclusive. */
  readonly startTime?: string;
  readonly endTime?: string;
  readonly catchUp: "latest" | "none" | "all";
  readonly catchUpLimit: number;
  readonly startingDeadlineSeconds?: number;
  readonly concurrency: "forbid" | "queue" | "replace" | "allow";
  readonly maxConcurrent: number;
  readonly queueLimit: number;
  readonly dst: { readonly gap: "shift" | "skip"; readonly overlap: "first" | "last" | "both" };
  readonly jitterSeconds: number;
  readonly suspend: boolean;
}

import type { Address } from "./address.ts";
import type { PendingReason, RunTrigger } from "./run.ts";

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

/** The schedule of an applied experiment, as the store keeps it. Times are RFC 3339 in UTC. */
export interface Schedule {
  /** The experiment's id, which a move does not change. */
  readonly id: string;
  readonly experiment: Address<"experiment">;
  readonly spec: ScheduleSpec;
  /** The experiment's `enabled`. */
  readonly enabled: boolean;
  /**
   * Nothing before it fires or counts as missed: when the schedule was made, or when its cron,
   * timezone, startTime or dst changed last, or when it was resumed last.
   */
  readonly anchor: string;
  /** Nominal times up to and including it are decided; the anchor at first. */
  readonly lastEvaluated: string;
  /** When the scheduler looks at it next; absent where nothing will ever be due (it ended, is paused, …). */
  readonly wakeAt?: string;
  /** By `mlx schedules pause`; `suspend` in the YAML is another matter. */
  readonly paused?: { readonly at: string; readonly actor: string; readonly reason?: string };
}

/** What became of a nominal time. */
export const tickOutcomes = [
  "FIRED",
  /** A later one stands for it: `catchUp: latest`. */
  "COALESCED",
  /** Later than `startingDeadline`. */
  "SKIPPED_DEADLINE",
  /** Missed, with `catchUp: none`. */
  "SKIPPED_CATCHUP",
  /** Missed, and more than `catchUpLimit`. */
  "SKIPPED_LIMIT",
  /** A run of the experiment had not ended, or the queue for it was full. */
  "SKIPPED_OVERLAP",
  /** In a gap of the clocks, or the other pass of a repeated hour. */
  "SKIPPED_DST",
  /** No run could be made; the message says why. */
  "FAILED",
] as const;
export type TickOutcome = (typeof tickOutcomes)[number];

/** A nominal time that was decided; or a range of them with the same outcome. */
export interface Tick {
  /** Increasing within the store. */
  readonly seq: number;
  readonly scheduleId: string;
  readonly experiment: Address<"experiment">;
  /** The instant that the expression denotes; of a range, the first. */
  readonly nominal: string;
  /** Of a range: the last, and how many (exact up to 10,000, else at least so many). */
  readonly range?: { readonly until: string; readonly count: number };
  readonly outcome: TickOutcome;
  /** Why, in short. */
  readonly message?: string;
  /** Of a tick that fired. */
  readonly runId?: string;
  readonly evaluatedAt: string;
}

export type NewTick = Omit<Tick, "seq" | "scheduleId" | "experiment">;

/** A run of the same experiment that has not ended, as a schedule's policy counts it. */
export interface ActiveRun {
  readonly id: string;
  readonly trigger: RunTrigger;
  /** Of a run that is PENDING. */
  readonly waits?: PendingReason;
}

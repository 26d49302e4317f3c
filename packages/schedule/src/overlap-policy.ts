import { type ActiveRun, assertNever, type PendingReason, type ScheduleSpec } from "@mlx/core";

/** An `ActiveRun`. */
export interface CountedRun extends Omit<ActiveRun, "waits"> {
  readonly waits?: PendingReason | undefined;
}

/** What a schedule's concurrency policy says of runs beside those of its experiment that have not ended. */
export interface OverlapPolicy {
  /** Asks for one more run. One that is admitted counts for those after it. */
  admit(): Admission;
}

export type Admission = Admitted | Refused;

export interface Admitted {
  readonly admitted: true;
  /** See `NewRun`; absent where the run waits for none. */
  readonly overlapLimit?: number;
  readonly overlapOf?: "schedule";
  /** Ids of runs that have to make room. */
  readonly replaced: readonly string[];
}

export interface Refused {
  readonly admitted: false;
  /** As many as may wait do. */
  readonly isFull: boolean;
  /** The oldest of those that are in the way; absent where that was admitted just now. */
  readonly holder?: string;
}

type PolicySpec = Pick<ScheduleSpec, "concurrency" | "maxConcurrent" | "queueLimit">;

/**
 * `present`: the experiment's runs that have not ended, oldest first. Those of a backfill count for nothing:
 * it has a limit of its own. `allow` counts only runs that schedules made.
 */
export function createOverlapPolicy(
  { concurrency, maxConcurrent, queueLimit }: PolicySpec,
  present: readonly CountedRun[],
): OverlapPolicy {
  const ofSchedules = concurrency === "allow";
  const counted = present.filter(({ trigger }) =>
    ofSchedules ? trigger === "schedule" : trigger !== "backfill",
  );
  const limit = ofSchedules ? maxConcurrent : 1;
  let underWay = counted.length;
  let waiting = 0;
  for (const { waits } of counted) if (waits === "WAITING_OVERLAP") waiting += 1;
  const [first] = counted;

  const refuse = (isFull: boolean): Refused => ({
    admitted: false,
    isFull,
    ...(first === undefined ? {} : { holder: first.id }),
  });
  const admitWaiting = (replaced: readonly string[]): Admitted => {
    underWay += 1;
    waiting += 1;
    return {
      admitted: true,
      overlapLimit: limit,
      ...(ofSchedules ? { overlapOf: "schedule" as const } : {}),
      replaced,
    };
  };
  return {
    admit: () => {
      if (underWay < limit) {
        underWay += 1;
        return { admitted: true, replaced: [] };
      }
      switch (concurrency) {
        case "forbid":
          return refuse(false);
        case "replace":
          return admitWaiting(counted.map(({ id }) => id));
        case "queue":
        case "allow":
          return waiting < queueLimit ? admitWaiting([]) : refuse(true);
        default:
          return assertNever(concurrency);
      }
    },
  };
}

import type { NewRun } from "@mlx/core";
import { v5 as uuidOf } from "uuid";
import type { PreparedRun } from "../runs/prepare/prepare-run.ts";

/** A nominal time that a run is made for; RFC 3339 in UTC. */
export interface RunTime {
  readonly nominal: string;
  /** The nominal time before it, if there is one. */
  readonly previous?: string;
}

/**
 * The run of a prepared one for a nominal time. Its id follows from what it is made by, a schedule or a
 * backfill, and from that time: making it again makes no second one.
 */
export function runAt(
  prepared: PreparedRun,
  madeBy: string,
  { nominal, previous }: RunTime,
  rest: Pick<NewRun, "trigger" | "readyAt" | "overlapLimit" | "overlapOf" | "backfill">,
): NewRun {
  return {
    ...prepared,
    ...rest,
    id: uuidOf(nominal, madeBy),
    scheduledAt: nominal,
    ...(previous === undefined ? {} : { window: { start: previous, end: nominal } }),
  };
}

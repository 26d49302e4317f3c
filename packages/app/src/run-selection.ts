import type { Address, RunFilter, RunState, RunTrigger, TaskName } from "@mlx/core";
import { localTimezone, parseMoment } from "./parse-moment.ts";

/** Which runs, as a person says it. */
export interface RunSelection {
  readonly states?: readonly RunState[];
  readonly experiment?: Address<"experiment">;
  readonly instance?: Address<"instance">;
  readonly task?: TaskName;
  readonly triggers?: readonly RunTrigger[];
  readonly backfill?: string;
  /** Created at or after; a time as `parseMoment` takes it. */
  readonly since?: string;
  /** Created before. */
  readonly until?: string;
  /** A search, see docs/search.md; what it finds has to pass the rest, too. */
  readonly filter?: string;
}

/** All but the search. `now`: milliseconds since 1970. Failure: 8014. */
export function toRunFilter({ since, until, filter: _, ...rest }: RunSelection, now: number): RunFilter {
  const context = { now, timezone: localTimezone() };
  const toTime = (text: string, flag: string) => new Date(parseMoment(text, context, flag)).toISOString();
  return {
    ...rest,
    ...(since === undefined ? {} : { since: toTime(since, "--since") }),
    ...(until === undefined ? {} : { until: toTime(until, "--until") }),
  };
}

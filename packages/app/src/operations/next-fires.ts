import { type Result, toResult } from "@mlx/core";
import * as engine from "@mlx/engine";
import { localTimezone, parseMoment } from "../parse-moment.ts";
import type { Project } from "../project.ts";

export interface NextRequest {
  /** Of all where empty. */
  readonly experiments: readonly string[];
  readonly count: number;
  /** Inclusive; a time as `parseMoment` takes it. */
  readonly until?: string;
}

/** What fires next, soonest first, merged over the schedules. Failures: 3040, 8014. */
export function nextFires(
  project: Project,
  { experiments, count, until }: NextRequest,
): Promise<Result<readonly engine.NextFire[]>> {
  return toResult(async () => {
    const adapters = await project.adapters();
    const context = { now: adapters.clock.now(), timezone: localTimezone() };
    return engine.nextFires(
      {
        count,
        ...(experiments.length === 0 ? {} : { experiments }),
        ...(until === undefined ? {} : { until: parseMoment(until, context, "--until") }),
      },
      adapters,
    );
  });
}

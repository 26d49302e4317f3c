import { MlxError, type ScheduleSpec } from "@mlx/core";
import { scheduleCode } from "./codes.ts";

export function unusableSchedule({ cron, timezone }: ScheduleSpec, cause: unknown): MlxError {
  return new MlxError({
    code: scheduleCode.unusable,
    summary: `the schedule \`${cron.join("`, `")}\` in ${timezone} cannot be read on this machine`,
    detail: cause instanceof Error ? cause.message : String(cause),
    next: ["`mlx validate` on this machine", "a Node.js with the current time zone data"],
    cause,
  });
}

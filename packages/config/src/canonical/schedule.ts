import type { ScheduleSpec } from "@mlx/core";
import { parseDuration } from "../duration.ts";
import type { Schedule } from "../generated/language.ts";
import { sortedUnique } from "./common.ts";

export function canonicalSchedule(written: Schedule): ScheduleSpec {
  const { startTime, endTime, startingDeadline, dst } = written;
  const deadline = startingDeadline === undefined ? undefined : parseDuration(startingDeadline);
  return {
    cron: sortedUnique([written.cron].flat().map(canonicalCron)),
    timezone: written.timezone ?? "UTC",
    ...(startTime === undefined ? {} : { startTime }),
    ...(endTime === undefined ? {} : { endTime }),
    catchUp: written.catchUp ?? "latest",
    catchUpLimit: written.catchUpLimit ?? 10,
    ...(deadline === undefined ? {} : { startingDeadlineSeconds: deadline }),
    concurrency: written.concurrency ?? "forbid",
    maxConcurrent: written.maxConcurrent ?? 1,
    queueLimit: written.queueLimit ?? 1,
    dst: { gap: dst?.gap ?? "shift", overlap: dst?.overlap ?? "first" },
    jitterSeconds: parseDuration(written.jitter ?? 0) ?? 0,
    suspend: written.suspend ?? false,
  };
}

const macros = new Map(
  Object.entries({
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
  }),
);

const names: ReadonlySet<string> = new Set(
  "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC SUN MON TUE WED THU FRI SAT".split(" "),
);

function wordsOf(text: string): readonly string[] {
  return text.match(/[^\d\s*?,/-]+/g) ?? [];
}

/** One space between fields, macros written out, names in upper case, `*` for `?`. */
export function canonicalCron(cron: string): string {
  const text = cron.trim().replace(/\s+/g, " ");
  const macro = macros.get(text.toLowerCase());
  if (macro !== undefined) return macro;
  // Other words are refused later; their case stays, so that the message shows what was written.
  if (wordsOf(text).some((word) => !names.has(word.toUpperCase()))) return text;
  return text.toUpperCase().replace(/(?<![^ ])\?(?![^ ])/g, "*");
}

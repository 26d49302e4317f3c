import type { DesiredResource, ScheduleSpec } from "@mlx/core";
import { checkSchedule, type ScheduleFinding } from "./check-schedule.ts";
import { scheduleCode } from "./codes.ts";
import { type CompiledSchedule, compileSchedule } from "./compile-schedule.ts";
import { localTime, wallTime } from "./local-time.ts";
import type { NominalTime } from "./nominal-time.ts";
import { isRestricted } from "./parse-cron.ts";
import { instantsOf, parseTime } from "./parse-time.ts";

const year = 366 * 86_400_000;

/**
 * `checkSchedule`, and what is wrong with a schedule seen from the present: that it never fires, that its
 * window is over, what the next changes of the clocks do to it. `now`: milliseconds since 1970.
 */
export function scheduleCheck(now: () => number): (resource: DesiredResource) => readonly ScheduleFinding[] {
  return (resource) => {
    const findings = checkSchedule(resource);
    if (resource.kind !== "experiment" || resource.spec.schedule === undefined) return findings;
    if (findings.some(({ severity }) => severity === "error")) return findings;
    return [...findings, ...checkTimes(resource.spec.schedule, now())];
  };
}

/** Compiling takes as long as all other checks of a resource: what cannot be wrong is not compiled. */
function checkTimes(spec: ScheduleSpec, now: number): readonly ScheduleFinding[] {
  const hasWindow = spec.startTime !== undefined || spec.endTime !== undefined;
  const minds = spec.dst.gap === "skip" || spec.dst.overlap === "both";
  if (!hasWindow && !minds && !spec.cron.some(needsBothDays)) return [];
  const compiled = compileSchedule(spec);
  return [...checkEdges(spec), ...checkFires(spec, compiled, now), ...checkClocks(spec, compiled, now)];
}

/** Only where a day has to match twice, such as on a Sunday that is 29 February, may years pass. */
function needsBothDays(expression: string): boolean {
  const [, , day = "*", , weekday = "*"] = expression.split(" ");
  return day !== "*" && weekday !== "*" && !(isRestricted(day) && isRestricted(weekday));
}

function checkFires(spec: ScheduleSpec, compiled: CompiledSchedule, now: number): readonly ScheduleFinding[] {
  const { start = now, end, timezone } = compiled;
  const cron = spec.cron.map((expression) => `\`${expression}\``).join(", ");
  if (end !== undefined && end < now) {
    return [
      {
        path: ["schedule", "endTime"],
        severity: "warning",
        code: scheduleCode.windowOver,
        summary: `The schedule ended at ${localTime(end, timezone)}.`,
        detail: "It fires no more. Move `endTime`, or take the schedule out.",
      },
    ];
  }
  if (compiled.next(Math.max(now, start - 1)) !== undefined) return [];
  if (end === undefined) {
    return [
      {
        path: ["schedule", "cron"],
        severity: "error",
        code: scheduleCode.neverOccurs,
        summary: `The schedule ${cron} does not fire within eight years.`,
        detail: "Its day of month and its day of week never fall together in that time.",
      },
    ];
  }
  return [
    {
      path: ["schedule", "endTime"],
      severity: "warning",
      code: scheduleCode.windowWithoutTimes,
      summary: `No time of ${cron} is left before the schedule ends at ${localTime(end, timezone)}.`,
      detail:
        "It will not fire. Both ends of the window belong to it; times without an offset are local ones.",
    },
  ];
}

/** Dates alone are left out: a day that begins at 01:00 begins all the same. */
function checkEdges({ startTime, endTime, timezone }: ScheduleSpec): readonly ScheduleFinding[] {
  return (
    [
      ["startTime", startTime],
      ["endTime", endTime],
    ] as const
  ).flatMap(([field, text = ""]) => {
    const time = text.length > 10 ? parseTime(text) : undefined;
    if (time === undefined) return [];
    const { first, last, missing } = instantsOf(time, timezone);
    if (!missing && first === last) return [];
    const taken = localTime(field === "startTime" ? first : last, timezone);
    return [
      {
        path: ["schedule", field],
        severity: "warning" as const,
        code: scheduleCode.edgeOfClocks,
        summary: missing
          ? `\`${text}\` does not exist in ${timezone}: the clocks go forward over it.`
          : `\`${text}\` exists twice in ${timezone}: the clocks go back over it.`,
        detail: `${taken} is taken. Write an offset to say which time is meant.`,
      },
    ];
  });
}

/** Only what the defaults would not do: with them, every day has its time once. */
function checkClocks(
  spec: ScheduleSpec,
  compiled: CompiledSchedule,
  now: number,
): readonly ScheduleFinding[] {
  const { gap, overlap } = spec.dst;
  const finding = (summary: string, detail: string): ScheduleFinding => {
    return {
      path: ["schedule", "dst"],
      severity: "warning",
      code: scheduleCode.lostOrDoubled,
      summary,
      detail,
    };
  };
  const findings: ScheduleFinding[] = [];
  const within = (times: CompiledSchedule, kind: NominalTime["skipped"]) =>
    times.skipped(now, now + year).find(({ skipped }) => skipped === kind);
  const lost = gap === "skip" ? within(compiled, "gap") : undefined;
  if (lost !== undefined) {
    findings.push(
      finding(
        `The schedule does not fire at ${wallTime(lost.wallClock)}, which does not exist in ${spec.timezone}.`,
        "The clocks go forward over it. With `dst.gap: shift` it fires when the gap ends.",
      ),
    );
  }
  const doubled =
    overlap === "both"
      ? within(compileSchedule({ ...spec, dst: { gap, overlap: "first" } }), "overlap")
      : undefined;
  if (doubled !== undefined) {
    findings.push(
      finding(
        `The schedule fires twice at ${wallTime(doubled.wallClock)}, which exists twice in ${spec.timezone}.`,
        "The clocks go back over it. With `dst.overlap: first` or `last` it fires once.",
      ),
    );
  }
  return findings;
}

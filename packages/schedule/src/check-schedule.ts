import { assertNever, type Code, type DesiredResource, type Diagnostic, type ScheduleSpec } from "@mlx/core";
import { checkCron } from "./check-cron.ts";
import { scheduleCode } from "./codes.ts";
import { instantOf, parseTime } from "./parse-time.ts";
import { isTimeZone, similarTimeZone } from "./time-zone.ts";

export interface ScheduleFinding {
  /** In the resource's canonical spec. */
  readonly path: readonly string[];
  readonly severity: Diagnostic["severity"];
  readonly code: Code;
  readonly summary: string;
  readonly detail?: string;
}

/** What is wrong with the schedule of an experiment; nothing for any other resource. */
export function checkSchedule(resource: DesiredResource): readonly ScheduleFinding[] {
  if (resource.kind !== "experiment" || resource.spec.schedule === undefined) return [];
  const schedule = resource.spec.schedule;
  const findings = schedule.cron.flatMap((expression, index) => {
    const finding = checkCron(expression);
    return finding === undefined ? [] : [{ path: ["schedule", "cron", String(index)], ...finding }];
  });
  return [...findings, ...checkZone(schedule), ...checkWindow(schedule), ...checkCatchUp(schedule)];
}

function checkZone({ timezone }: ScheduleSpec): readonly ScheduleFinding[] {
  if (isTimeZone(timezone)) return [];
  const similar = similarTimeZone(timezone);
  return [
    {
      path: ["schedule", "timezone"],
      severity: "error",
      code: scheduleCode.unknownZone,
      summary: `There is no time zone \`${timezone}\`.`,
      detail:
        similar === undefined
          ? "Time zones have IANA names, such as `Europe/Berlin` or `UTC`."
          : `Did you mean \`${similar}\`?`,
    },
  ];
}

function checkWindow({ startTime, endTime, timezone }: ScheduleSpec): readonly ScheduleFinding[] {
  const findings: ScheduleFinding[] = [];
  const instants: number[] = [];
  for (const [field, text] of [
    ["startTime", startTime],
    ["endTime", endTime],
  ] as const) {
    if (text === undefined) continue;
    const time = parseTime(text);
    if (time === undefined) {
      findings.push({
        path: ["schedule", field],
        severity: "error",
        code: scheduleCode.badTime,
        summary: `\`${text}\` is not a time.`,
        detail:
          "Write a date (`2026-01-01`), a local time (`2026-01-01T06:30`) or RFC 3339 (`2026-01-01T06:30:00Z`).",
      });
    } else if (isTimeZone(timezone)) {
      instants.push(instantOf(time, timezone));
    }
  }
  const [start, end] = instants;
  if (start !== undefined && end !== undefined && end < start) {
    findings.push({
      path: ["schedule", "endTime"],
      severity: "error",
      code: scheduleCode.emptyWindow,
      summary: `The schedule ends (${endTime}) before it starts (${startTime}).`,
    });
  }
  return findings;
}

/** What is caught up with comes at once, and the policy decides about each of it. */
function checkCatchUp(schedule: ScheduleSpec): readonly ScheduleFinding[] {
  const { catchUp, catchUpLimit, concurrency } = schedule;
  const taken = takenAtOnce(schedule);
  if (catchUp !== "all" || catchUpLimit <= taken) return [];
  const outcome = concurrency === "replace" ? "COALESCED" : "SKIPPED_OVERLAP";
  const waits = concurrency === "queue" || concurrency === "allow";
  return [
    {
      path: ["schedule", "catchUp"],
      severity: "warning",
      code: scheduleCode.catchUpLost,
      summary: `Of up to ${catchUpLimit} missed times, \`concurrency: ${concurrency}\` takes ${taken}.`,
      detail: waits
        ? `The others are ${outcome}. With \`queueLimit: ${catchUpLimit}\` they wait.`
        : `The others are ${outcome}. With \`concurrency: queue\` and \`queueLimit: ${catchUpLimit}\` they wait.`,
    },
  ];
}

/** Of many times that are due at once, so many get a run where nothing else is under way. */
function takenAtOnce({ concurrency, maxConcurrent, queueLimit }: ScheduleSpec): number {
  switch (concurrency) {
    case "forbid":
    case "replace":
      return 1;
    case "queue":
      return 1 + queueLimit;
    case "allow":
      return maxConcurrent + queueLimit;
    default:
      return assertNever(concurrency);
  }
}

import { CronExpressionParser } from "cron-parser";
import type { ScheduleFinding } from "./check-schedule.ts";
import { scheduleCode } from "./codes.ts";
import { cronFields, explainField } from "./explain-field.ts";
import { isRestricted, macros } from "./parse-cron.ts";

type CronFinding = Omit<ScheduleFinding, "path">;

/** `*`, a number or a name; a range of these; either with a step; or a list of all that. */
const fieldPattern = /^(?:(?:\*|\w+(?:-\w+)?)(?:\/\d+)?)(?:,(?:\*|\w+(?:-\w+)?)(?:\/\d+)?)*$/;

/** The most that a cron expression can be wrong about is one thing: the first that is found. */
export function checkCron(expression: string): CronFinding | undefined {
  const written = expression.trim();
  if (/^(?:CRON_)?TZ=/i.test(written)) {
    return refuse(expression, "it begins with a time zone", "Put the zone into `timezone:`.");
  }
  if (written.startsWith("@")) {
    if (written.toLowerCase() in macros) return undefined;
    return refuse(expression, "there is no such short form", `There are ${Object.keys(macros).join(", ")}.`);
  }
  const parts = written.split(/\s+/);
  if (parts.length !== cronFields.length) {
    const count = written === "" ? "no fields" : parts.length === 1 ? "one field" : `${parts.length} fields`;
    return refuse(
      expression,
      `it has ${count} instead of five`,
      parts.length > 5
        ? "The fields are minute, hour, day of month, month and day of week; there are no seconds and no years."
        : "The fields are minute, hour, day of month, month and day of week.",
    );
  }
  const plain = parts.map((part) => (part === "?" ? "*" : part));
  // Most expressions are numbers and stars; those need no parser.
  if (!plain.every(isSimple) || !fitsEveryMonth(plain[2], plain[3])) {
    const found = checkFields(expression, plain);
    if (found !== undefined) return found;
  }
  return isRestricted(plain[2] ?? "*") && isRestricted(plain[4] ?? "*")
    ? bothRestricted(expression)
    : undefined;
}

function checkFields(expression: string, parts: readonly string[]): CronFinding | undefined {
  for (const [index, part] of parts.entries()) {
    const { name } = cronFields[index] ?? { name: "field" };
    const letters = part
      .toUpperCase()
      .replaceAll(/JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT/g, "1");
    if (!fieldPattern.test(part) || /[A-Z_]/.test(letters)) {
      return refuse(
        expression,
        `the ${name} \`${part}\` cannot be read`,
        "A field takes `*`, numbers, names, ranges, lists and steps.",
      );
    }
  }
  try {
    CronExpressionParser.parse(parts.join(" "), { tz: "UTC", currentDate: 0 });
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (message.includes("explicit day of month")) {
      return {
        severity: "error",
        code: scheduleCode.neverOccurs,
        summary: `The schedule \`${expression}\` never fires.`,
        detail: "No month that it names has such a day.",
      };
    }
    const why = cronFields.map((field, index) => explainField(field, parts[index] ?? "*"));
    return refuse(
      expression,
      why.find((each) => each !== undefined) ?? "its fields do not fit together",
      "The fields are minute (0-59), hour (0-23), day of month (1-31), month (1-12) and day of week (0-7).",
    );
  }
}

function isSimple(part: string, index: number): boolean {
  if (part === "*") return true;
  if (!/^\d{1,2}$/.test(part)) return false;
  const value = Number(part);
  const min = index === 2 || index === 3 ? 1 : 0;
  return value >= min && value <= (cronFields[index]?.max ?? 0);
}

/** The day exists in every month, or every month is named. */
function fitsEveryMonth(day = "*", month = "*"): boolean {
  return month === "*" || day === "*" || Number(day) <= 28;
}

function bothRestricted(expression: string): CronFinding {
  return {
    severity: "warning",
    code: scheduleCode.dayOrWeekday,
    summary: `The schedule \`${expression}\` fires when the day of month or the day of week matches.`,
    detail:
      "It does not wait for a day on which both match. Leave one of the two at `*` if that is not meant.",
  };
}

function refuse(expression: string, why: string, detail?: string): CronFinding {
  return {
    severity: "error",
    code: scheduleCode.badExpression,
    summary: `The schedule \`${expression}\` cannot be read: ${why}.`,
    ...(detail === undefined ? {} : { detail }),
  };
}

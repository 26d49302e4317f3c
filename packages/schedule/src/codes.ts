import type { Code, CodeEntry } from "@mlx/core";

/** Names of this package's codes. */
export const scheduleCode = {
  badExpression: "MLX1501",
  neverOccurs: "MLX1502",
  dayOrWeekday: "MLX1503",
  unknownZone: "MLX1504",
  badTime: "MLX1505",
  emptyWindow: "MLX1506",
  windowOver: "MLX1507",
  windowWithoutTimes: "MLX1508",
  edgeOfClocks: "MLX1509",
  lostOrDoubled: "MLX1510",
  unusable: "MLX1511",
} as const satisfies Record<string, Code>;

export const scheduleCodes: readonly CodeEntry[] = [
  {
    code: scheduleCode.badExpression,
    title: "A cron expression cannot be read",
    explanation: `A cron expression has exactly five fields:

    minute (0-59)  hour (0-23)  day of month (1-31)  month (1-12, JAN-DEC)  day of week (0-7, SUN-SAT)

Each takes \`*\`, numbers, ranges (\`1-5\`), lists (\`1,15\`) and steps (\`*/20\`). 7 is Sunday like 0, \`?\` is \`*\`. \`@hourly\`, \`@daily\`, \`@weekly\`, \`@monthly\` and \`@yearly\` are short forms.

Seconds, \`TZ=\` prefixes and the letters L, W, # and H of other programs are refused: the time zone has its own field.

    schedule: { cron: "0 2 * * 1-5", timezone: Europe/Berlin }`,
  },
  {
    code: scheduleCode.neverOccurs,
    title: "A schedule never fires",
    explanation:
      "The expression names days that no month of it has, such as 31 February (`0 0 31 2 *`). An expression has to fire at least once in eight years; 29 February (`0 0 29 2 *`) does.",
  },
  {
    code: scheduleCode.dayOrWeekday,
    title: "Day of month and day of week are both restricted",
    explanation: `As in every cron, such an expression fires when *either* matches: \`0 2 1 * 1\` fires on the first of each month and on every Monday, not only on Mondays that are the first.

Restrict one of the two and leave the other at \`*\`, or keep it if that is what is meant: this is a warning.`,
  },
  {
    code: scheduleCode.unknownZone,
    title: "A time zone is not known",
    explanation:
      "Time zones are named as in the IANA database: `Europe/Berlin`, `America/New_York`, `UTC`. Abbreviations such as `CET` differ between programs, and offsets such as `+01:00` have no daylight saving; neither is a good zone for a schedule.",
  },
  {
    code: scheduleCode.badTime,
    title: "A start or end time cannot be read",
    explanation: `A time is a date, a local date and time of the schedule's time zone, or RFC 3339 with an offset:

    startTime: 2026-01-01
    startTime: 2026-01-01T06:30
    endTime: 2026-12-31T23:00:00Z

A date alone means midnight at its beginning.`,
  },
  {
    code: scheduleCode.emptyWindow,
    title: "A schedule ends before it starts",
    explanation: "`endTime` lies before `startTime`, so no run would ever start. Both are inclusive.",
  },
];

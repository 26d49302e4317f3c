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
  catchUpLost: "MLX1512",
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
  {
    code: scheduleCode.windowOver,
    title: "A schedule is over",
    explanation:
      "Its `endTime` has passed, so it fires no more; `mlx schedules list` shows it as COMPLETED. This is a warning: the experiment can still be run by hand. Move `endTime` to let it fire again, or take the schedule out.",
  },
  {
    code: scheduleCode.windowWithoutTimes,
    title: "A schedule has no time in its window",
    explanation: `No time of its expressions lies between now (or \`startTime\`) and \`endTime\`, so it will not fire.

    schedule: { cron: "0 2 * * 1", startTime: 2026-06-02, endTime: 2026-06-06 }   # no Monday in it

Both ends belong to the window, and a date alone means midnight at its beginning: \`endTime: 2026-06-08\` ends before a run at two o'clock of that day.`,
  },
  {
    code: scheduleCode.edgeOfClocks,
    title: "A start or end time falls into a change of the clocks",
    explanation: `When the clocks go forward, the local times between do not exist: a start or end in such a gap is taken to be the end of the gap. When they go back, the times of an hour exist twice: a schedule starts at the first of them and ends at the last.

Write an offset to say what is meant:

    startTime: 2026-03-29T03:00:00+02:00`,
  },
  {
    code: scheduleCode.lostOrDoubled,
    title: "A schedule loses or doubles a time when the clocks change",
    explanation: `With \`dst.gap: skip\`, a local time that does not exist on the day on which the clocks go forward does not fire that day. With \`dst.overlap: both\`, a local time that exists twice when they go back fires twice.

The defaults, \`dst: { gap: shift, overlap: first }\`, fire once on each of these days. Keep what is written if it is meant: this is a warning, and \`mlx schedules next\` shows the times.`,
  },
  {
    code: scheduleCode.unusable,
    title: "A schedule cannot be read on this machine",
    explanation:
      "The schedule was applied and found right, but this machine cannot read it: most often its time zone is not in the time zone data of the Node.js that runs here, because it is older than the one that applied it. Only this schedule is left alone; the others fire. Use a Node.js with current data, or give the schedule a zone that both know.",
  },
  {
    code: scheduleCode.catchUpLost,
    title: "The concurrency policy drops times that are caught up with",
    explanation: `\`catchUp: all\` makes up for every time that was missed, up to \`catchUpLimit\`. They all come at once, and \`concurrency\` decides about each of them as about any other: \`forbid\` lets one of them start, \`replace\` only the last, \`queue\` one and \`queueLimit\` more that wait, \`allow\` \`maxConcurrent\` and \`queueLimit\` more. What is beyond that is SKIPPED_OVERLAP (with \`replace\`, COALESCED), and no run is made for it.

Let as many wait as may have to be caught up with:

    schedule: { cron: "@daily", catchUp: all, catchUpLimit: 31, concurrency: queue, queueLimit: 31 }

This is a warning: what is dropped can be made by \`mlx backfill\`. Where the newest time is enough, \`catchUp: latest\` says so.`,
  },
];

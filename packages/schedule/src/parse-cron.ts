import { CronExpressionParser } from "cron-parser";

/** The fields of a cron expression as sets: bit n stands for the value n. */
export interface CronFields {
  /** Minutes 0 to 29, and 30 to 59. */
  readonly lowMinutes: number;
  readonly highMinutes: number;
  readonly hours: number;
  /** Days of the month; bit 0 is free. */
  readonly days: number;
  /** 1 to 12. */
  readonly months: number;
  /** 0 is Sunday. */
  readonly weekdays: number;
  /** Day of month and day of week are both restricted: either is enough. */
  readonly eitherDay: boolean;
  /** The hour is `*` or `*` with a step: it fires by elapsed time, and a change of the clocks moves nothing. */
  readonly interval: boolean;
}

/** The short forms, written out. */
export const macros: { readonly [name: string]: string } = {
  "@hourly": "0 * * * *",
  "@daily": "0 0 * * *",
  "@midnight": "0 0 * * *",
  "@weekly": "0 0 * * 0",
  "@monthly": "0 0 1 * *",
  "@yearly": "0 0 1 1 *",
  "@annually": "0 0 1 1 *",
};

/** Of an expression in which `checkCron` finds no error; of any other, cron-parser's error. */
export function parseCron(expression: string): CronFields {
  const text = expression.trim();
  const plain = macros[text.toLowerCase()] ?? text;
  const [, hour = "*", day = "*", , weekday = "*"] = plain.split(/\s+/);
  const { fields } = CronExpressionParser.parse(plain, { tz: "UTC", currentDate: 0 });
  const minutes = fields.minute.values;
  return {
    lowMinutes: bits(minutes.filter((value) => value < 30)),
    highMinutes: bits(minutes.flatMap((value) => (value < 30 ? [] : [value - 30]))),
    hours: bits(fields.hour.values),
    days: bits(fields.dayOfMonth.values),
    months: bits(fields.month.values),
    weekdays: bits(fields.dayOfWeek.values.map((value) => Number(value) % 7)),
    eitherDay: isRestricted(day) && isRestricted(weekday),
    interval: /^(?:\?|\*(?:\/\d+)?)$/.test(hour),
  };
}

/** A field that begins with `*` leaves the decision to the other one, as in Vixie's cron. */
export function isRestricted(field: string): boolean {
  return !/^[*?]/.test(field);
}

function bits(values: readonly (number | string)[]): number {
  let set = 0;
  for (const value of values) set |= 1 << Number(value);
  return set;
}

import { quoted } from "../query-files.ts";

/** The times (start, end], in milliseconds since 1970. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** Where a row's timestamp stands, as SQL. */
export type TimestampSource =
  /** Text; `format` is a strftime pattern, else ISO 8601, UTC where it names no zone. */
  | { readonly type: "text"; readonly sql: string; readonly format?: string }
  /** Text of numbers: time since 1970. */
  | { readonly type: "number"; readonly sql: string }
  /** Text; a number where the condition holds. */
  | { readonly type: "mixed"; readonly sql: string; readonly isNumber: string }
  /** A column of one of DuckDB's own types of times, which is named. */
  | { readonly type: "native"; readonly sql: string; readonly name: NativeType };

export const nativeTypes = [
  "DATE",
  "TIMESTAMP",
  "TIMESTAMP_S",
  "TIMESTAMP_MS",
  "TIMESTAMP_NS",
  "TIMESTAMP WITH TIME ZONE",
] as const;
export type NativeType = (typeof nativeTypes)[number];

/** How the failure begins that a query of `keptRows` ends with at a timestamp that cannot be read. */
export const unreadableMark = "unreadable timestamp:";

/**
 * The condition of rows in the range. A timestamp that cannot be read, or is absent, ends the query; but of a
 * native column those are passed over, and are asked for beforehand, so that the statistics of a Parquet file can
 * tell which parts of it need not be read.
 */
export function keptRows(source: TimestampSource, { start, end }: TimeRange): string {
  if (source.type === "native") {
    const bound = (time: number) =>
      `${quoted(new Date(floor(time, source.name)).toISOString())}::${source.name}`;
    return `${source.sql} > ${bound(start)} AND ${source.sql} <= ${bound(end)}`;
  }
  const at = microseconds(source);
  const failure = `error(${quoted(unreadableMark)} || coalesce(${source.sql}, ''))`;
  return `CASE WHEN ${at} IS NULL THEN ${failure} ELSE ${at} > ${start * 1000} AND ${at} <= ${end * 1000} END`;
}

/** The condition of rows whose timestamp cannot be read, or is absent. */
export function unreadableRows(source: TimestampSource): string {
  return `${source.type === "native" ? source.sql : microseconds(source)} IS NULL`;
}

/** A column that is coarser than the bound: what is after the bound is after the bound rounded down. */
function floor(time: number, type: NativeType): number {
  if (type === "DATE") return Math.floor(time / 86_400_000) * 86_400_000;
  return type === "TIMESTAMP_S" ? Math.floor(time / 1000) * 1000 : time;
}

/** Since 1970; NULL where it cannot be read. */
function microseconds(source: Exclude<TimestampSource, { type: "native" }>): string {
  switch (source.type) {
    case "text":
      return ofText(source.sql, source.format);
    case "number":
      return ofNumber(source.sql);
    case "mixed":
      return `CASE WHEN ${source.isNumber} THEN ${ofNumber(source.sql)} ELSE ${ofText(source.sql)} END`;
  }
}

/** The first character keeps out words that DuckDB knows, such as `infinity` and `epoch`. */
function ofText(sql: string, format?: string): string {
  if (format !== undefined) return `epoch_us(try_strptime(${sql}, ${quoted(format)}))`;
  return `CASE WHEN ${sql} >= '0' AND ${sql} < ':' THEN epoch_us(TRY_CAST(${sql} AS TIMESTAMPTZ)) END`;
}

/**
 * Seconds, milliseconds, microseconds or nanoseconds by their size. Below 1e8, in seconds the beginning of 1973, it is
 * none of them, but a date such as 20260131.
 */
function ofNumber(sql: string): string {
  const whole = `TRY_CAST(${sql} AS BIGINT)`;
  const fraction = `TRY_CAST(${sql} AS DOUBLE)`;
  const scaled = (value: string, seconds: string, milli: string, micro: string, nano: string) => {
    const below = (bound: string) => `${value} BETWEEN -${bound} AND ${bound}`;
    const steps = [
      [below("99999999"), "NULL"],
      [below("99999999999"), seconds],
      [below("99999999999999"), milli],
      [below("99999999999999999"), micro],
      [below("9000000000000000000"), nano],
    ];
    return `CASE ${steps.map(([condition, time]) => `WHEN ${condition} THEN ${time}`).join(" ")} END`;
  };
  // Of nanoseconds the next microsecond, so that one just behind a bound is behind it.
  const ofWhole = scaled(
    whole,
    `${whole} * 1000000`,
    `${whole} * 1000`,
    whole,
    `${whole} // 1000 + (${whole} % 1000 > 0)::BIGINT`,
  );
  const rounded = (value: string) => `round(${value})::BIGINT`;
  const ofFraction = scaled(
    fraction,
    rounded(`${fraction} * 1000000`),
    rounded(`${fraction} * 1000`),
    rounded(fraction),
    rounded(`${fraction} / 1000`),
  );
  return `CASE WHEN contains(${sql}, '.') THEN ${ofFraction} ELSE ${ofWhole} END`;
}

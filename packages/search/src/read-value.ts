import { parseAddress, type SearchValue } from "@mlx/core";
import { findValue, valuesOf } from "./enumerations.ts";
import type { FoundField, SearchSubject } from "./fields.ts";
import { listOf, type Problem, suggest } from "./findings.ts";
import { type Moment, readDuration, readMoment, readNow } from "./read-time.ts";
import type { SyntaxValue } from "./syntax.ts";

export interface ValueContext {
  readonly of: SearchSubject;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** A date without a time is a `day`: from its beginning until, exclusively, its end. */
export type ReadValue =
  | { readonly value: SearchValue; readonly until?: string }
  | { readonly problem: Problem };

/** Attributes whose values are addresses, or are written as such; the kind may be left out. */
const kindsOf: { readonly [attribute: string]: string } = {
  ...{ experiment: "experiment", instance: "instance", recipe: "recipe", service: "service" },
};

/** The value as the field's type has it, or why it cannot be one. */
export function readValue(found: FoundField, written: SyntaxValue, context: ValueContext): ReadValue {
  const { text, type, span } = written;
  if (type === "null")
    return {
      problem: {
        ...{ code: "MLX2104", span, summary: "nothing equals null" },
        detail: "Write `is null` or `is not null`.",
      },
    };
  switch (found.type) {
    case "number":
    case "metric":
      return readNumber(found, written);
    case "seconds":
      return readSeconds(found, written);
    case "time":
      return readTime(found, written, context);
    case "parameter":
      return readParameter(written);
    case "tag":
      return { value: text };
    case "text":
      return readText(found, written, context);
  }
}

function readNumber({ field, type }: FoundField, { text, type: is, span }: SyntaxValue): ReadValue {
  const value = Number(is === "text" || is === "number" ? text.trim() || "x" : "x");
  if (Number.isFinite(value)) return { value };
  const what = type === "metric" ? "a metric is a number" : `\`${field.name}\` is a number`;
  return { problem: { ...{ code: "MLX2104", span, summary: `${what}, and \`${text}\` is none` } } };
}

function readSeconds({ field }: FoundField, { text, type, span }: SyntaxValue): ReadValue {
  const milliseconds = type === "number" ? Number(text) * 1000 : readDuration(text);
  if (milliseconds !== undefined && Number.isFinite(milliseconds)) return { value: milliseconds / 1000 };
  return {
    problem: {
      ...{ code: "MLX2105", span, summary: `\`${field.name}\` is a duration, and \`${text}\` is none` },
      detail: "Write `90s`, `10m` or `1h30m`, or a number of seconds.",
    },
  };
}

function readTime(
  { field }: FoundField,
  { text, type, span }: SyntaxValue,
  { now }: ValueContext,
): ReadValue {
  const moment = momentOf(text, type, now);
  if (moment !== undefined && isWritable(moment.from))
    return {
      value: new Date(moment.from).toISOString(),
      ...(moment.until === undefined ? {} : { until: new Date(moment.until).toISOString() }),
    };
  const duration = /^\d/.test(text) && readDuration(text) !== undefined;
  return {
    problem: {
      ...{ code: "MLX2105", span, summary: `\`${field.name}\` is a time, and \`${text}\` is none` },
      detail: duration
        ? `That is a duration. Write \`now - ${text}\` or \`-${text}\` for a time that long ago.`
        : "Write a date (`2026-03-01`) or time (`2026-03-01T12:00Z`) in UTC, `now - 7d`, `-24h`, or milliseconds since 1970.",
    },
  };
}

function momentOf(text: string, type: SyntaxValue["type"], now: number): Moment | undefined {
  const from = (time: number | undefined) => (time === undefined ? undefined : { from: time });
  if (type === "number") return from(Number(text));
  if (/^now/i.test(text)) return from(readNow(text, now));
  const relative = /^[+-]/.test(text) ? readDuration(text) : undefined;
  return relative === undefined ? readMoment(text) : from(now + relative);
}

/** What has a year of four digits. */
function isWritable(time: number): boolean {
  return time >= 0 && time <= Date.UTC(9999, 11, 30);
}

function readParameter({ text, type, span }: SyntaxValue): ReadValue {
  if (type === "boolean") return { value: text.toLowerCase() === "true" };
  if (type !== "number" || Number.isFinite(Number(text)))
    return { value: type === "number" ? Number(text) : text };
  return { problem: { ...{ code: "MLX2104", span, summary: `\`${text}\` is larger than any number` } } };
}

function readText({ field }: FoundField, { text, span }: SyntaxValue, { of }: ValueContext): ReadValue {
  const known = valuesOf(of, field.name);
  if (known !== undefined) {
    const value = findValue(of, field.name, text);
    if (value !== undefined) return { value };
    const near = suggest(text, known);
    return {
      problem: {
        ...{ code: "MLX2103", span, summary: `\`${field.name}\` is never \`${text}\`` },
        detail: [...(near === undefined ? [] : [near]), `It is one of ${listOf(known)}.`].join(" "),
      },
    };
  }
  return { value: withKind(of, field.name, text) };
}

/** `retail` is `experiment/retail`; a pattern that begins with a kind is left as it is. */
export function withKind(of: SearchSubject, attribute: string, text: string): string {
  const kind = kindOfValue(of, attribute);
  if (kind === undefined || text === "") return text;
  return text.startsWith(`${kind}/`) || parseAddress(text)?.kind === kind ? text : `${kind}/${text}`;
}

function kindOfValue(of: SearchSubject, attribute: string): string | undefined {
  if (attribute === "model") return of === "runs" ? "model" : undefined;
  return Object.hasOwn(kindsOf, attribute) ? kindsOf[attribute] : undefined;
}

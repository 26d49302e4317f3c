import { assertNever, isJsonObject, type Json } from "@mlx/core";
import type { Condition } from "./parse-conditions.ts";

/** Whether all conditions hold for the view of a resource. Of a list in it one element is enough. */
export function matches(view: Json, conditions: readonly Condition[]): boolean {
  return conditions.every((condition) => holds(condition, valuesAt(view, condition.path)));
}

/** What lies at the path: none, one, or one for each element of a list on the way. */
export function valuesAt(view: Json, path: readonly string[]): readonly Json[] {
  return valuesFrom(view, path, 0);
}

const none: readonly Json[] = [];

/** Called for each of many thousand views, so nothing is made that is not needed. */
function valuesFrom(view: Json, path: readonly string[], at: number): readonly Json[] {
  if (Array.isArray(view)) return view.flatMap((element: Json) => valuesFrom(element, path, at));
  const name = path[at];
  if (name === undefined) return view === null ? none : [view];
  if (!isJsonObject(view) || !Object.hasOwn(view, name)) return none;
  return valuesFrom(view[name] ?? null, path, at + 1);
}

function holds(condition: Condition, values: readonly Json[]): boolean {
  switch (condition.test) {
    case "present":
      return values.length > 0;
    case "absent":
      return values.length === 0;
    case "!=":
      return values.every((value) => compare(value, condition) !== 0);
    case "==":
      return values.some((value) => compare(value, condition) === 0);
    case "<":
      return values.some((value) => compare(value, condition) < 0);
    case "<=":
      return values.some((value) => compare(value, condition) <= 0);
    case ">":
      return values.some((value) => compare(value, condition) > 0);
    case ">=":
      return values.some((value) => compare(value, condition) >= 0);
    case "~":
      return values.some((value) => condition.pattern?.testExact(textOf(value)) ?? false);
    default:
      return assertNever(condition);
  }
}

type Compared = Exclude<Condition, { readonly test: "present" | "absent" }>;

/** Negative, 0 or positive; NaN where the two cannot be compared. */
function compare(value: Json, { type, value: wanted, number }: Compared): number {
  if (type === "date") return number === undefined ? Number.NaN : Date.parse(textOf(value)) - number;
  if (type === "number" || (type === "map" && number !== undefined)) {
    const text = textOf(value);
    const own = typeof value === "number" ? value : text.trim() === "" ? Number.NaN : Number(text);
    // A tag `007` is not the number 7.
    if (!Number.isNaN(own) && (type === "number" || text === wanted || own !== number))
      return own - (number ?? Number.NaN);
    if (type === "number") return Number.NaN;
  }
  return compareText(textOf(value), wanted);
}

/** By code unit. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export function textOf(value: Json): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

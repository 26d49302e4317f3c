import { aliasPattern, type ModelRef } from "@mlx/core";

const refPattern =
  /^(?:model\/)?([a-z][a-z0-9-]{0,62}(?:\[[^[\]@]+\])?)(?:@(?:v(\d{1,15})|(latest)|([a-z][a-z0-9_-]{0,62})(?:@\{([^{}]*)\})?))?$/;

/**
 * `x`, `x@latest`, `x@v3`, `x@champion`, `x@champion@{2026-03-01}`, each also with `model/`; `undefined`
 * when the text is none of them.
 */
export function parseModelRef(text: string): ModelRef | undefined {
  const [, model, version, , alias, time] = refPattern.exec(text) ?? [];
  if (model === undefined) return undefined;
  if (version !== undefined) return { model, selector: { type: "version", version: Number(version) } };
  if (alias === undefined) return { model, selector: { type: "latest" } };
  if (!aliasPattern.test(alias)) return undefined;
  if (time === undefined) return { model, selector: { type: "alias", alias } };
  const at = parseInstant(time);
  return at === undefined ? undefined : { model, selector: { type: "alias", alias, at } };
}

const instantPattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A date (its first moment) or a time, in UTC where it has no offset. RFC 3339 in UTC comes out. */
function parseInstant(text: string): string | undefined {
  const [, date, minutes = "00:00", seconds = ":00", offset = "Z"] = instantPattern.exec(text.trim()) ?? [];
  if (date === undefined || !isCalendarDay(date)) return undefined;
  const instant = Date.parse(`${date}T${minutes}${seconds}${offset}`);
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

/** `Date` takes the 30th of February for the 2nd of March. */
function isCalendarDay(date: string): boolean {
  const midnight = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
}

/** The fields of a change, as `path: old → new`. */
import { type FieldChange, isJsonObject, type Json, redacted } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatFlow, formatValue } from "./format.ts";
import { indent, padEnd, toPlainText, truncate, widthOf, wrap } from "./layout.ts";

export function renderFields(fields: readonly FieldChange[], view: ViewOptions): readonly string[] {
  const longest = Math.min(40, Math.max(0, ...fields.map(({ path }) => widthOf(path))));
  return fields.flatMap((field) => [
    ...(renderItems(field, view) ?? [renderField(field, longest, view)]),
    ...renderTrust(field, view),
  ]);
}

/** A container that is hardly confined is not to be overlooked. */
function renderTrust({ path, after }: FieldChange, view: ViewOptions): readonly string[] {
  if (path !== "container.profile" || after !== "trusted") return [];
  const meaning =
    "! trusted: nothing is confined but what Docker confines by itself: the image's own user, root too, with Docker's capabilities, set-user-id programs, a writable root and a network";
  const lines = wrap(meaning, Math.min(view.width, 100) - 8);
  return indent(
    lines.map((line) => view.colours.red(line)),
    "        ",
  );
}

/** A list of maps, such as gates or the tasks of a chain: one a line, what goes before what comes. */
function renderItems(
  { path, before, after }: FieldChange,
  { colours, width, verbosity }: ViewOptions,
): readonly string[] | undefined {
  if (![before, after].some(isListOfMaps)) return undefined;
  const [old, fresh] = [itemsOf(before), itemsOf(after)];
  if (old === undefined || fresh === undefined) return undefined;
  const gone = old.filter((item) => !fresh.includes(item));
  // Of items in another order, or with another secret, the whole lists tell.
  if (gone.length === 0 && fresh.every((item) => old.includes(item))) return undefined;
  const room = verbosity === "verbose" ? Number.POSITIVE_INFINITY : Math.max(24, width - 10);
  const line = (mark: string, item: string) => `${mark} ${truncate(toPlainText(item), room)}`;
  return [
    `      ${path}:${after === undefined ? colours.dim(" removed") : ""}`,
    ...indent(
      [
        ...gone.map((item) => colours.red(line("-", item))),
        ...fresh.map((item) => (old.includes(item) ? line(" ", item) : colours.green(line("+", item)))),
      ],
      "        ",
    ),
  ];
}

function isListOfMaps(value: Json | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}

function itemsOf(value: Json | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  return Array.isArray(value) ? value.map(formatFlow) : undefined;
}

/** `path: old → new`; in full only with `-v`. */
function renderField(field: FieldChange, longest: number, view: ViewOptions): string {
  const { colours, width, verbosity } = view;
  const { path, before, after } = field;
  const label = `      ${padEnd(`${path}:`, longest + 1)} `;
  const room = verbosity === "verbose" ? Number.POSITIVE_INFINITY : Math.max(24, width - widthOf(label));
  const paint = path === "container.profile" && after === "trusted" ? colours.red : colours.green;
  if (before === undefined) return label + paint(truncate(shownValue(field, "after"), room));
  if (after === undefined)
    return `${label}${colours.red(truncate(shownValue(field, "before"), room - 10))} ${colours.dim("→ removed")}`;
  const half = Math.floor((room - 3) / 2);
  const old = shownValue(field, "before");
  const fresh = shownValue(field, "after");
  const fits = widthOf(old) + widthOf(fresh) + 3 <= room;
  return `${label}${colours.red(fits ? old : truncate(old, half))} ${colours.dim("→")} ${paint(fits ? fresh : truncate(fresh, half))}`;
}

function shownValue(field: FieldChange, side: "before" | "after"): string {
  const value = field[side];
  if (value === undefined) return "";
  const secret = value === redacted && field.before === redacted && field.after === redacted;
  if (secret) return `${redacted} (${side})`;
  // Quotes on one side alone would look like a part of the change.
  const quoted =
    typeof value === "string" && value !== redacted && [field.before, field.after].some(isQuoted);
  return toPlainText(quoted ? JSON.stringify(value) : formatValue(value));
}

function isQuoted(value: Json | undefined): boolean {
  return typeof value === "string" && formatValue(value) === JSON.stringify(value);
}

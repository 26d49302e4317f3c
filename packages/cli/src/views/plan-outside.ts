/** What was made and changed through the API: never mixed with what the files change. */
import type { Plan } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatRelative } from "./format.ts";
import { entry } from "./plan-consequences.ts";
import { renderFields } from "./plan-fields.ts";
import { highlight } from "./prose.ts";

/** From what the files last said to what is there now; the plan changes it back. */
export function renderDrift({ drift = [] }: Pick<Plan, "drift">, view: ViewOptions): readonly string[] {
  if (drift.length === 0) return [];
  const { colours, now } = view;
  return [
    [
      colours.bold("Changed outside since the files were applied"),
      ...drift.flatMap(({ address, action, actor, at, fields }) => [
        ...entry(
          `${colours.yellow("≠")} ${address}  ${colours.dim(`${action} through the API by ${actor} ${formatRelative(Date.parse(at), now)}`)}`,
          view,
        ),
        ...renderFields(fields, view),
      ]),
    ].join("\n"),
  ];
}

const mostShown = 10;

/** What no file declares. */
export function renderUnmanaged(
  { unmanaged = [] }: Pick<Plan, "unmanaged">,
  view: ViewOptions,
): readonly string[] {
  if (unmanaged.length === 0) return [];
  const { colours, verbosity } = view;
  const shown = verbosity === "verbose" ? unmanaged : unmanaged.slice(0, mostShown);
  const more = unmanaged.length - shown.length;
  return [
    [
      colours.bold("Unmanaged"),
      ...shown.flatMap((address) => entry(`${colours.dim("·")} ${address}`, view)),
      ...(more === 0 ? [] : [colours.dim(`    and ${more} more: \`-v\` shows all`)]),
      ...entry(
        highlight(
          "They were made through the API and are left alone; `mlx import` writes files that declare them.",
          view,
        ),
        view,
      ),
    ].join("\n"),
  ];
}

/** `1 changed outside`, `2 unmanaged`; empty without any. */
export function countOutside({
  drift = [],
  unmanaged = [],
}: Pick<Plan, "drift" | "unmanaged">): readonly string[] {
  return [
    ...(drift.length === 0 ? [] : [`${drift.length} changed outside`]),
    ...(unmanaged.length === 0 ? [] : [`${unmanaged.length} unmanaged`]),
  ];
}

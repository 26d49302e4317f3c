/** What was deleted through the API, and what of it is there again. */
import type { Restored } from "@mlx/app";
import type { DeletedResource } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count, formatMoment } from "./format.ts";
import { shellWord } from "./names.ts";
import { entry } from "./plan-consequences.ts";
import { highlight } from "./prose.ts";
import { renderTable } from "./table.ts";

export function renderRestorable(deleted: readonly DeletedResource[], view: ViewOptions): string {
  const [first] = deleted;
  if (first === undefined) return "Nothing that was deleted through the API is missing.";
  const table = renderTable<DeletedResource>(
    [
      { header: "ADDRESS", value: ({ resource }) => resource.address, least: 16 },
      { header: "DELETED", value: ({ deletedAt }) => formatMoment(deletedAt, view) },
      { header: "BY", value: ({ deletedBy }) => deletedBy, least: 8, optional: 1 },
    ],
    deleted,
    view,
  );
  if (view.verbosity === "quiet") return table;
  const next =
    deleted.length === 1
      ? `Next: \`mlx restore ${shellWord(first.resource.address)}\``
      : "Next: `mlx restore ADDRESS`, with what it needs, or `mlx restore --all`";
  return [table, highlight(next, view)].join("\n\n");
}

export function renderRestored({ restored, left }: Restored, view: ViewOptions): string {
  const { colours, verbosity } = view;
  if (restored.length + left.length === 0) return renderRestorable([], view);
  if (verbosity === "quiet") return restored.map(({ resource }) => resource.address).join("\n");
  const are = restored.length === 1 ? "is" : "are";
  return [
    `${colours.green(colours.bold("Restored:"))} ${count(restored.length, "resource")} ${are} there again, with the ${restored.length === 1 ? "id" : "ids"} of before.`,
    ...restored.map(
      ({ resource: { address, id }, neededBy }) =>
        `  ${colours.green("+")} ${address}  ${colours.dim(neededBy === undefined ? id : `${id}  which ${neededBy} needs`)}`,
    ),
    ...left.flatMap(({ failure }) => entry(`${colours.yellow("!")} ${failure.summary}`, view)),
  ].join("\n");
}

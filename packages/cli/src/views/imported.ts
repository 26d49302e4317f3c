/** What was made through the API, and what files declare of it now. */
import type { ImportedResources } from "@mlx/app";
import type { AppliedResource } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count, formatMoment } from "./format.ts";
import { entry } from "./plan-consequences.ts";
import { highlight } from "./prose.ts";
import { renderTable } from "./table.ts";

export function renderImportable(resources: readonly AppliedResource[], view: ViewOptions): string {
  if (resources.length === 0) return "There is nothing to import: files declare all that there is.";
  const table = renderTable<AppliedResource>(
    [
      { header: "ADDRESS", value: ({ address }) => address, least: 16 },
      { header: "NAME", value: ({ wire }) => nameIn(wire), least: 8, optional: 2 },
      { header: "MADE", value: ({ createdAt }) => formatMoment(createdAt, view), optional: 3 },
      { header: "BY", value: ({ createdBy }) => createdBy ?? "", least: 8, optional: 1 },
    ],
    resources,
    view,
  );
  if (view.verbosity === "quiet") return table;
  const next = "Next: `mlx import --all`, or `mlx import ADDRESS`, writes a file that declares them";
  return [table, highlight(next, view)].join("\n\n");
}

/** As the client called it. */
function nameIn(wire: AppliedResource["wire"]): string {
  const name = wire?.body.name;
  return typeof name === "string" ? name : "";
}

export function renderImported(
  { file, imported, secrets, copied, leftOut }: ImportedResources,
  view: ViewOptions,
): string {
  if (file === undefined) return "There is nothing to import: files declare all that there is.";
  const { colours } = view;
  const head = `${colours.green(colours.bold("Written:"))} ${file} declares ${count(imported.length, "resource")}.`;
  if (view.verbosity === "quiet") return head;
  return [
    head,
    ...imported.map(
      ({ address, neededBy }) =>
        `  ${colours.cyan("←")} ${address}${neededBy === undefined ? "" : colours.dim(`  which ${neededBy} needs`)}`,
    ),
    ...copied.flatMap(({ recipe, to }) =>
      entry(`${colours.cyan("=")} the source of ${recipe} was copied to ${to}`, view),
    ),
    ...leftOut.flatMap(({ instance, task, recipe }) =>
      entry(
        `${colours.cyan("-")} ${instance} is without its task ${task}: ${recipe} has no program for it`,
        view,
      ),
    ),
    ...secrets.flatMap(({ address, path, env }) =>
      entry(
        `${colours.yellow("!")} set ${env} where mlx runs: it is ${path} of ${address}, which no file can hold`,
        view,
      ),
    ),
    highlight("Next: `mlx plan`, then `mlx apply`", view),
  ].join("\n");
}

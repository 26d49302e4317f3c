import type { Plan, PlannedRun } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { entry } from "./plan-consequences.ts";

/** The runs that an apply of the plan makes, and what those that cannot start at once wait for. */
export function renderPlannedRuns({ runs = [] }: Pick<Plan, "runs">, view: ViewOptions): readonly string[] {
  if (runs.length === 0) return [];
  const { colours, verbosity } = view;
  const shown = verbosity === "verbose" ? runs : runs.slice(0, mostShown);
  const more = runs.length - shown.length;
  return [
    [
      colours.bold("Runs that an apply starts"),
      ...shown.flatMap((run) => entry(`${colours.cyan(run.waitsFor ? "▷" : "▶")} ${describe(run)}`, view)),
      ...(more === 0 ? [] : [colours.dim(`    ${more} more: \`-v\` shows all`)]),
    ].join("\n"),
  ];
}

const mostShown = 10;

function describe({ experiment, because, waitsFor }: PlannedRun): string {
  return `${experiment}: ${because}${waitsFor === undefined ? "" : `, once there is ${waitsFor}`}`;
}

/** `2 runs`, of which some may have to wait; empty without any. */
export function countRuns({ runs = [] }: Pick<Plan, "runs">): readonly string[] {
  return runs.length === 0 ? [] : [`${count(runs.length, "run")} to start`];
}

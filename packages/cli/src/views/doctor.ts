import type { SurroundingsCheck } from "@mlx/app";
import type { ViewOptions } from "../view-options.ts";
import { padEnd, widthOf } from "./layout.ts";
import { highlight } from "./prose.ts";

/** Each check with its remedy. */
export function renderDoctor(checks: readonly SurroundingsCheck[], view: ViewOptions): string {
  const { colours } = view;
  const longest = Math.max(0, ...checks.map(({ name }) => widthOf(name)));
  const signs = {
    ok: colours.green("ok     "),
    warning: colours.yellow("warning"),
    problem: colours.red("problem"),
  };
  return checks
    .flatMap(({ name, outcome, detail, remedy }) => [
      `${signs[outcome]}  ${padEnd(name, longest)}  ${detail}`,
      ...(remedy === undefined
        ? []
        : [`${" ".repeat(longest + 11)}${colours.dim("→")} ${highlight(remedy, view)}`]),
    ])
    .join("\n");
}

import type { Colours } from "../view-options.ts";
import { padEnd, widthOf } from "./layout.ts";

/** `name  value` lines, the values in one column, also of several lines; a fact without a value is left out. */
export function renderFacts(
  facts: readonly (readonly [name: string, value: string | undefined])[],
  colours: Colours,
): readonly string[] {
  const given = facts.filter(([, value]) => value !== undefined && value !== "");
  const longest = Math.max(0, ...given.map(([name]) => widthOf(name)));
  const column = `\n${" ".repeat(longest + 4)}`;
  return given.map(
    ([name, value]) => `  ${colours.dim(padEnd(name, longest))}  ${value?.replaceAll("\n", column)}`,
  );
}

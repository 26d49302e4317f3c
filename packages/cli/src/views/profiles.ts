import type { ProfileOrProblem } from "@mlx/app";
import type { ViewOptions } from "../view-options.ts";
import { count } from "./format.ts";
import { indent, wrap } from "./layout.ts";

/** Rows and columns of datasets by address, or why they cannot be had. */
export function renderProfiles(
  profiles: Readonly<Record<string, ProfileOrProblem>>,
  { colours, width }: ViewOptions,
): string {
  const entries = Object.entries(profiles);
  if (entries.length === 0) return "";
  return [
    colours.bold("Datasets"),
    ...entries.flatMap(([address, profile]) =>
      "problem" in profile
        ? [`  ${address}: ${colours.yellow(profile.problem)}`]
        : [
            `  ${address}: ${count(profile.rows, "row")}, ${count(profile.columns.length, "column")}`,
            ...indent(
              wrap(
                profile.columns.map(({ name, type }) => `${name} ${type}`).join(", "),
                Math.min(width, 100) - 6,
              ).map((line) => colours.dim(line)),
              "      ",
            ),
          ],
    ),
  ].join("\n");
}

import type { CheckedImage } from "@mlx/app";
import type { ViewOptions } from "../view-options.ts";
import { renderDoctor } from "./doctor.ts";
import { formatValue } from "./format.ts";

/** What was found about an image, and the YAML that a recipe of it needs. */
export function renderCheckedImage(
  { reference, image, checks, needed }: CheckedImage,
  view: ViewOptions,
): string {
  const { colours } = view;
  const options = Object.entries(needed ?? {});
  const yaml = [
    "recipes:",
    "  NAME:",
    `    image: ${reference}`,
    ...(options.length === 0
      ? []
      : ["    container:", ...options.map(([name, value]) => `      ${name}: ${formatValue(value)}`)]),
  ];
  const title =
    options.length === 0 ? "Nothing was found that a recipe of it must say" : "A recipe of it needs this";
  return [
    colours.bold(image),
    renderDoctor(checks, view),
    ...(needed === undefined ? [] : ["", colours.bold(title), ...yaml]),
  ].join("\n");
}

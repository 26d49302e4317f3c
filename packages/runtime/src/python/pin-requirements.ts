import { type Requirements, requirementsFile } from "./read-requirements.ts";

const option =
  /^(?:-i|-f|--index-url|--extra-index-url|--find-links|--no-index|--trusted-host|--pre|--no-binary|--only-binary|--prefer-binary)\b/;

/**
 * Requirements that come to exactly the packages (`name==version`), from where those asked for come from:
 * of the recipe's own only the lines about package indexes stay.
 */
export function pinRequirements(
  requirements: Requirements | undefined,
  packages: readonly string[],
): Requirements | undefined {
  if (packages.length === 0) return undefined;
  const lines = [...(requirements ?? new Map<string, string>()).values()]
    .flatMap((text) => text.split(/\r?\n/))
    .map((line) => line.trim())
    .filter((line) => option.test(line));
  return new Map([[requirementsFile, `${[...new Set(lines), ...packages].join("\n")}\n`]]);
}

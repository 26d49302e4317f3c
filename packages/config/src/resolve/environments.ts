import type { AskedEnvironment } from "../asked-environment.ts";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import type { Suggest } from "../findings/suggest.ts";
import type { Declarations, DeclaredEntry } from "./declarations.ts";

export interface ChosenEnvironment {
  readonly name: string;
  readonly entry: DeclaredEntry;
}

/**
 * The environment to use: the one that was asked for, else the default one, if any. `unknown` when
 * the one that was asked for does not exist.
 */
export function chooseEnvironment(
  asked: AskedEnvironment | undefined,
  { environments }: Declarations,
  incomplete: boolean,
  suggest: Suggest,
  problems: Problems,
): ChosenEnvironment | "unknown" | undefined {
  const defaults = [...environments].filter(([, { value }]) => value.default === true);
  const [first, ...others] = defaults;
  for (const [name, { layer }] of others) {
    const place = { file: layer.file, path: [...layer.path, "default"], on: "key" } as const;
    problems.error(
      configCode.severalDefaults,
      place,
      `\`${name}\` cannot be the default too: \`${first?.[0]}\` is.`,
      {
        detail: "Only one environment may have `default: true`.",
        ...(first === undefined
          ? {}
          : {
              notes: [
                {
                  message: "This is the other one.",
                  place: { file: first[1].layer.file, path: [...first[1].layer.path, "default"], on: "key" },
                },
              ],
            }),
      },
    );
  }
  if (asked === undefined) return first === undefined ? undefined : { name: first[0], entry: first[1] };
  const entry = environments.get(asked.name);
  if (entry !== undefined) return { name: asked.name, entry };
  if (!incomplete) {
    const known = [...environments.keys()];
    const detail =
      suggest(asked.name, known) ??
      (known.length === 0
        ? "The project declares no environments."
        : `Known are ${known.map((name) => `\`${name}\``).join(", ")}.`);
    problems.error(
      configCode.unknownEnvironment,
      undefined,
      `There is no environment \`${asked.name}\` (from ${asked.by}).`,
      { detail },
    );
  }
  return "unknown";
}

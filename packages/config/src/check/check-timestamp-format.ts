import type { JsonObject } from "@mlx/core";
import { configCode } from "../findings/config-code.ts";
import type { SchemaFinding } from "./schema-errors.ts";

/** What DuckDB reads times by; with a hyphen behind the percent sign also without leading zeros. */
const known = new Set("abcdfghjmnpuwxyzABGHIMSTUVWXYZ%");
const withHyphen = new Set("djmyHIMS");

/** The codes of a `timestampFormat` that strftime does not know, or not for reading. */
export function checkTimestampFormat({ timestampFormat }: JsonObject): readonly SchemaFinding[] {
  if (typeof timestampFormat !== "string") return [];
  const codes = timestampFormat.match(/%(-?.)?/gsu) ?? [];
  const unknown = [...new Set(codes.filter((code) => !isKnown(code)))];
  if (unknown.length === 0) return [];
  const names = unknown.map((code) => `\`${code}\``).join(", ");
  return [
    {
      code: configCode.badValue,
      path: ["timestampFormat"],
      on: "value",
      summary: `${names} in \`timestampFormat\` ${unknown.length === 1 ? "is no code" : "are no codes"} of strftime that a time can be read by.`,
      detail:
        "Among those that can: %Y year, %m month, %d day, %H hour, %M minute, %S second, %f fraction, %z offset, %% a percent sign; `mlx explain MLX6108` lists more.",
    },
  ];
}

function isKnown(code: string): boolean {
  const letter = code.slice(1);
  return letter.startsWith("-") ? withHyphen.has(letter.slice(1)) : known.has(letter);
}

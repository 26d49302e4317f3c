import type { ConfigurationDescription } from "@mlx/app";
import { isJsonObject, type Json, type JsonObject, redacted } from "@mlx/core";
import type { ViewOptions } from "../view-options.ts";
import { formatValue } from "./format.ts";
import { toPlainText } from "./layout.ts";

/** The merged configuration as YAML. */
export function renderConfiguration(tree: JsonObject): string {
  return renderMap(tree, "").join("\n");
}

function renderMap(map: JsonObject, indentation: string): readonly string[] {
  return Object.entries(map).flatMap(([key, value]) =>
    isJsonObject(value) && Object.keys(value).length > 0
      ? [`${indentation}${formatValue(key)}:`, ...renderMap(value, `${indentation}  `)]
      : [`${indentation}${formatValue(key)}: ${toYaml(value)}`],
  );
}

function toYaml(value: Json): string {
  return value === redacted ? JSON.stringify(value) : formatValue(value);
}

type Leaf = ConfigurationDescription["leaves"][number];

/** Each value with the file:line:column and the layer that it comes from. */
export function renderOrigins(leaves: readonly Leaf[], { colours }: Pick<ViewOptions, "colours">): string {
  return leaves
    .map(({ path, value, origin, references }) => {
      const through = references.map((each) => `; ${each.reference} from ${describeOrigin(each.origin)}`);
      return `${path.map(formatValue).join(".")} = ${toPlainText(formatValue(value))}  ${colours.dim(`# ${describeOrigin(origin)}${through.join("")}`)}`;
    })
    .join("\n");
}

function describeOrigin({ layer, at }: Leaf["origin"]): string {
  if (at === undefined) return layer;
  const place = `${at.file}:${at.line}:${at.column}`;
  return layer === "file" ? place : `${place} (${layer})`;
}

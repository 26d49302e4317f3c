/** `forEach` and `matrix`: one declaration, several resources with stable keys. */
import { formatAddress, isJsonObject, type Json } from "@mlx/core";
import { describeType } from "../expressions/evaluate.ts";
import { configCode } from "../findings/config-code.ts";
import type { Problems } from "../findings/problem.ts";
import { type Declared, placeIn } from "./declarations.ts";
import type { Each, Expanded } from "./resource-index.ts";

const maxCombinations = 10_000;
const keyPattern = /^[A-Za-z0-9-][A-Za-z0-9._-]{0,62}$/;

/**
 * The resources that a declaration makes; `undefined`, and told, when its keys are wrong. `resolve`
 * gives a field with its expressions resolved, or `undefined` when that failed, and was told.
 */
export function expand(
  declared: Declared,
  resolve: (field: "forEach" | "matrix") => Json | undefined,
  problems: Problems,
): readonly Expanded[] | undefined {
  const { kind, name, value, layers } = declared;
  const hasForEach = Object.hasOwn(value, "forEach");
  const hasMatrix = Object.hasOwn(value, "matrix");
  if (!hasForEach && !hasMatrix) return [{ declared, address: formatAddress({ kind, name }) }];

  const refuse = (path: readonly string[], on: "key" | "value", summary: string, detail?: string) => {
    problems.error(configCode.badRepetition, placeIn(layers, path, on), summary, { detail });
    return undefined;
  };
  if (hasForEach && hasMatrix) return refuse(["matrix"], "key", "`forEach` and `matrix` exclude each other.");

  const field = hasForEach ? "forEach" : "matrix";
  const resolved = resolve(field);
  if (resolved === undefined) return undefined;
  if (!isJsonObject(resolved)) {
    const detail = hasForEach
      ? "It takes a map from key to value: `forEach: { eu: {}, us: {} }`."
      : "It takes a map from name to list: `matrix: { region: [eu, us] }`.";
    return refuse([field], "value", `\`${field}\` has to be a map, not ${describeType(resolved)}.`, detail);
  }

  const all: Each[] = [];
  if (hasForEach) {
    for (const [key, item] of Object.entries(resolved)) all.push({ key, value: item });
  } else {
    const combined = combine(resolved, refuse);
    if (combined === undefined) return undefined;
    all.push(...combined);
  }
  const expanded = new Map<string, Expanded>();
  for (const each of all) {
    const bad = (hasForEach ? [each.key] : each.key.split(",")).find((part) => !keyPattern.test(part));
    if (bad !== undefined) {
      return refuse(
        hasForEach ? [field, each.key] : [field],
        hasForEach ? "key" : "value",
        `\`${bad}\` cannot be a key.`,
        "Keys stand in addresses: a letter, digit or dash, then up to 62 letters, digits, dots, underscores and dashes.",
      );
    }
    expanded.set(each.key, { declared, address: formatAddress({ kind, name, key: each.key }), each });
  }
  return [...expanded.values()];
}

type Refuse = (path: readonly string[], on: "key" | "value", summary: string, detail?: string) => undefined;

function combine(matrix: { readonly [axis: string]: Json }, refuse: Refuse): readonly Each[] | undefined {
  let combinations: { parts: readonly string[]; value: { readonly [axis: string]: Json } }[] = [
    { parts: [], value: {} },
  ];
  for (const [axis, values] of Object.entries(matrix)) {
    if (!Array.isArray(values)) {
      return refuse(["matrix", axis], "value", `\`${axis}\` has to be a list, not ${describeType(values)}.`);
    }
    const index = values.findIndex((item) => typeof item === "object");
    if (index !== -1) {
      return refuse(
        ["matrix", axis, String(index)],
        "value",
        "The values of a matrix are text, numbers, true and false.",
      );
    }
    if (combinations.length * values.length > maxCombinations) {
      return refuse(["matrix"], "key", `The matrix makes more than ${maxCombinations} resources.`);
    }
    combinations = combinations.flatMap(({ parts, value }) =>
      values.map((item) => ({ parts: [...parts, String(item)], value: { ...value, [axis]: item } })),
    );
  }
  if (Object.keys(matrix).length === 0) return [];
  return combinations.map(({ parts, value }) => ({ key: parts.join(","), value }));
}

import type { Observed, Parameters } from "@mlx/core";
import type { FieldPath } from "../changes/field-path.ts";
import { secretsOf } from "./secrets-of.ts";

/** Parameters of one place, and what that place observed of the secrets among them. */
export interface ParameterLayer {
  readonly parameters: Parameters | undefined;
  readonly observed: Observed | undefined;
  /** Where the parameters stand in the spec of that place. */
  readonly path: FieldPath;
}

/**
 * Later layers win, name by name. `secrets` has `parameters.NAME` for each secret whose hash is known
 * where its value comes from.
 */
export function mergeParameters(layers: readonly ParameterLayer[]): {
  readonly parameters: Parameters;
  readonly secrets: { readonly [path: string]: string };
} {
  const merged = new Map(
    layers.flatMap((layer) =>
      Object.entries(layer.parameters ?? {}).map(([name, value]) => [name, { value, layer }] as const),
    ),
  );
  return {
    parameters: Object.fromEntries([...merged].map(([name, { value }]) => [name, value])),
    secrets: Object.fromEntries(
      [...merged].flatMap(
        ([
          name,
          {
            value,
            layer: { observed, path },
          },
        ]) => secretsOf(value, observed, [...path, name], ["parameters", name]),
      ),
    ),
  };
}

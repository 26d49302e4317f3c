import type { Observed } from "@mlx/core";
import { findSecrets, secretKey } from "@mlx/core";
import type { FieldPath } from "../changes/field-path.ts";

/** The known hashes of the secrets inside a value that stands at `path`, as if it stood at `as`. */
export function secretsOf(
  value: unknown,
  observed: Observed | undefined,
  path: FieldPath,
  as: FieldPath,
): readonly (readonly [string, string])[] {
  return findSecrets(value).flatMap(({ path: inside }) => {
    const hash = observed?.secrets?.[secretKey([...path, ...inside])];
    return hash === undefined ? [] : [[secretKey([...as, ...inside]), hash] as const];
  });
}

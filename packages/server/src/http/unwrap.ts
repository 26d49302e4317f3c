import type { Result } from "@mlx/core";

/** The value of a result; a failure is thrown, for the error handler of the face. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw result.failure;
  return result.value;
}

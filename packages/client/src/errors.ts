import type { Failure } from "./describe-failure.ts";

/** A server refused what was asked of it, and would again. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.summary);
    this.failure = failure;
  }
}

export function refused(failure: Failure): RefusedError {
  return new RefusedError(failure);
}

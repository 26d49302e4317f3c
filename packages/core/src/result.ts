import { MlxError } from "./error.ts";

/** What `app` operations return: inside a package failures are thrown, at its rim they are values. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: MlxError };

/** Runs `operation`; an `MlxError` becomes a value, anything else is a bug and passes through. */
export async function toResult<T>(operation: () => Promise<T>): Promise<Result<T>> {
  try {
    return { ok: true, value: await operation() };
  } catch (error) {
    if (error instanceof MlxError) return { ok: false, failure: error };
    throw error;
  }
}

import { InternalError, MlxError } from "@mlx/core";

/** More would only keep the first waiting for the last. */
const most = 200;

/**
 * Writes what is given at the same time together: while one transaction is under way, what comes gathers for the
 * next. What fails together is tried one by one, so that none fails for another; not where the store is in the way
 * of all of them, which each would wait for anew.
 */
export function batchWrites<T, R>(
  write: (items: readonly T[]) => Promise<readonly R[]>,
): (item: T) => Promise<R> {
  interface Waiting {
    readonly item: T;
    readonly resolve: (result: R) => void;
    readonly reject: (error: unknown) => void;
  }
  const waiting: Waiting[] = [];
  let writing = false;

  const settleOne = async ({ item, resolve, reject }: Waiting): Promise<void> => {
    try {
      resolve(resultAt(await write([item]), 0));
    } catch (error) {
      reject(error);
    }
  };
  const settle = async (batch: readonly Waiting[]): Promise<void> => {
    const [first] = batch;
    if (first !== undefined && batch.length === 1) return settleOne(first);
    try {
      const written = await write(batch.map(({ item }) => item));
      // All before the first is told: a write that gives too few would be told of half of them.
      const results = batch.map((_, index) => resultAt(written, index));
      for (const [index, { resolve }] of batch.entries()) resolve(resultAt(results, index));
    } catch (error) {
      if (isOfAll(error)) for (const { reject } of batch) reject(error);
      else for (const one of batch) await settleOne(one);
    }
  };
  const writeAll = async (): Promise<void> => {
    writing = true;
    // Requests that arrived together are read one after the other: all of them are waited for.
    await new Promise((resolve) => setImmediate(resolve));
    while (waiting.length > 0) await settle(waiting.splice(0, most));
    writing = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!writing) void writeAll();
    });
}

/** Somebody else writes for too long, or nothing can be written. */
function isOfAll(error: unknown): boolean {
  return error instanceof MlxError && (error.code === "MLX5003" || error.code === "MLX5004");
}

function resultAt<R>(results: readonly R[], index: number): R {
  const result = results[index];
  if (result === undefined) throw new InternalError(`a write of many gave ${results.length} results`);
  return result;
}

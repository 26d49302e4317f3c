/** Rejects when the promise does; never resolves. For a race that only failures may end. */
export function rejectOnly(promise: Promise<unknown>): Promise<never> {
  return new Promise((_, reject) => promise.catch(reject));
}

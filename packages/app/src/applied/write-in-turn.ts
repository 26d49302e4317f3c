import { MlxError, type Store } from "@mlx/core";

/** The end of the last write that was asked for, of each open store. */
const turns = new WeakMap<Store, Promise<unknown>>();
const mostTries = 10;

/**
 * Of several that read resources and write what follows from them, each waits for the one before; where another
 * process was faster, it reads and writes again. Failure: 5010 others were faster every time.
 */
export function writeInTurn<T>(store: Store, write: () => Promise<T>): Promise<T> {
  const before = turns.get(store) ?? Promise.resolve();
  const turn = before.then(() => tryAgain(write));
  turns.set(
    store,
    turn.catch(() => undefined),
  );
  return turn;
}

async function tryAgain<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      const moved = error instanceof MlxError && error.code === "MLX5010";
      if (!moved || tries === mostTries) throw error;
    }
  }
}

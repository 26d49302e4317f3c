import { setTimeout as delay } from "node:timers/promises";
import { systemErrorCode } from "@mlx/core";

const retryMilliseconds = 200;
/** A holder that was killed is noticed after this long. */
const staleMilliseconds = 5_000;

/**
 * Runs `work` while nobody else, in this process or another, holds the lock of `folder`; `onWait` is
 * called once if it has to wait. The lock only saves doing the same work twice: what is made under
 * it must be right also when two do it.
 */
export async function withEnvironmentLock<T>(
  folder: string,
  { signal, onWait }: { readonly signal: AbortSignal; readonly onWait: () => void },
  work: () => Promise<T>,
): Promise<T> {
  // A bundler gives a module in CommonJS its default export only.
  const { default: lockfile } = await import("proper-lockfile");
  let waited = false;
  for (;;) {
    signal.throwIfAborted();
    const release = await lockfile
      .lock(folder, { stale: staleMilliseconds, onCompromised: () => {} })
      .catch((error: unknown) => {
        if (systemErrorCode(error) === "ELOCKED") return undefined;
        throw error;
      });
    if (release === undefined) {
      if (!waited) onWait();
      waited = true;
      await delay(retryMilliseconds, undefined, { signal }).catch(() => {});
      continue;
    }
    try {
      return await work();
    } finally {
      await release().catch(() => {});
    }
  }
}

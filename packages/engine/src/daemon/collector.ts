import { collect } from "../retention/collect.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

/** Not while it has just started: there is more urgent work then. */
export const firstCollectionMilliseconds = 600_000;
const collectMilliseconds = 3_600_000;

/** Removes what is kept no longer. */
export function createCollector(deps: DaemonDeps): (signal: AbortSignal) => Promise<number> {
  return async (signal) => {
    const collected = await collect({ settings: deps.settings.retention, dryRun: false, signal }, deps);
    if (collected.parts.some(({ count }) => count > 0) || collected.problems.length > 0)
      deps.emit({ type: "collected", at: deps.clock.now(), collected });
    return collectMilliseconds;
  };
}

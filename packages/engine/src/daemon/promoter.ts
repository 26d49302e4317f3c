import { promoteDue } from "../promotion/promote-due.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

/** A version may come from another process, and an approval at any moment. */
const lookMilliseconds = 1000;
const pauseWithoutPolicies = 5000;
/** Many models, or data of many files, take long to look at: no more than a tenth of the time goes there. */
const pausesPerLook = 9;

/**
 * Judges new versions of models by their policies, and promotes those that pass; `onRuns` is called when
 * evaluations were queued for it.
 */
export function createPromoter(deps: DaemonDeps, onRuns: () => void): () => Promise<number> {
  return async () => {
    const begin = deps.clock.monotonic();
    const { policies, runs } = await promoteDue(deps);
    if (runs.length > 0) onRuns();
    if (policies === 0) return pauseWithoutPolicies;
    return Math.max(lookMilliseconds, pausesPerLook * (deps.clock.monotonic() - begin));
  };
}

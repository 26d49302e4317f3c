import { promoteDue } from "../promotion/promote-due.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

/** A version may come from another process, and an approval at any moment. */
const lookMilliseconds = 1000;
const pauseWithoutPolicies = 5000;

/**
 * Judges new versions of models by their policies, and promotes those that pass; `onRuns` is called when
 * evaluations were queued for it.
 */
export function createPromoter(deps: DaemonDeps, onRuns: () => void): () => Promise<number> {
  return async () => {
    const { policies, runs } = await promoteDue(deps);
    if (runs.length > 0) onRuns();
    return policies === 0 ? pauseWithoutPolicies : lookMilliseconds;
  };
}

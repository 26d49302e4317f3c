import { makeAnnounced } from "../services/make-announced.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

/** An apply may announce runs at any moment. */
const lookMilliseconds = 1000;
/** So many that wait are looked at each second; of more each costs reads that others need. */
const many = 20;
const pauseOfMany = 5000;

/**
 * Makes the runs that applies announced, once all that they need is there; `onRuns` is called when there are
 * new ones. Idle, it reads an empty table once a second.
 */
export function createAnnouncer(deps: DaemonDeps, onRuns: () => void): () => Promise<number> {
  return async () => {
    const { made, waiting } = await makeAnnounced(deps);
    if (made.length > 0) onRuns();
    return waiting.length > many ? pauseOfMany : lookMilliseconds;
  };
}

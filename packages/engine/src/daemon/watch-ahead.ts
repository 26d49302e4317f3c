import { schedulesAhead } from "../schedules/list-schedules.ts";
import type { DaemonDeps } from "./daemon-deps.ts";

/** It reads all schedules. */
const lookMilliseconds = 300_000;

/** Tells of schedules whose times are decided far ahead of the clock: once, and again when they are others. */
export function createAheadWatch(deps: Pick<DaemonDeps, "clock" | "store" | "emit">): () => Promise<void> {
  const { clock, emit } = deps;
  let lookedAt: number | undefined;
  let told = "";
  return async () => {
    if (lookedAt !== undefined && clock.monotonic() - lookedAt < lookMilliseconds) return;
    const schedules = await schedulesAhead(deps);
    lookedAt = clock.monotonic();
    const names = schedules.map(({ experiment }) => experiment).join(" ");
    if (names !== told && names !== "") emit({ type: "schedules-ahead", at: clock.now(), schedules });
    told = names;
  };
}

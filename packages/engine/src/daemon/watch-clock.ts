import type { DaemonDeps } from "./daemon-deps.ts";

const jumpMilliseconds = 300_000;

/** Tells when the wall clock has moved by minutes more, or less, than time has passed between two looks. */
export function createClockWatch({ clock, emit }: Pick<DaemonDeps, "clock" | "emit">): () => void {
  let [wall, monotonic] = [clock.now(), clock.monotonic()];
  return () => {
    const [now, passed] = [clock.now(), clock.monotonic()];
    const milliseconds = Math.round(now - wall - (passed - monotonic));
    [wall, monotonic] = [now, passed];
    if (Math.abs(milliseconds) > jumpMilliseconds) emit({ type: "clock-jump", at: now, milliseconds });
  };
}

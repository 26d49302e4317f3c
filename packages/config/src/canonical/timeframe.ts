import type { Timeframe } from "@mlx/core";
import { parseDuration } from "../duration.ts";

/** A number is minutes; with 0 there is none. */
export function canonicalTimeframe(
  written: number | string | undefined,
  onEmpty: Timeframe["onEmpty"] = "fail",
): Timeframe | undefined {
  if (written === undefined) return undefined;
  const minutes = typeof written === "number" ? written : (parseDuration(written) ?? 0) / 60;
  return minutes === 0 ? undefined : { minutes, onEmpty };
}

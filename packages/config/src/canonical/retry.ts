import { defaultRetryPolicy, type RetryPolicy } from "@mlx/core";
import { secondsOr } from "../duration.ts";
import type { Retry } from "../generated/language.ts";
import { sortedUnique } from "./common.ts";

export function canonicalRetry(written: Retry | undefined): RetryPolicy {
  if (written === undefined) return defaultRetryPolicy;
  const fallback = defaultRetryPolicy;
  const {
    max = fallback.max,
    infraMax = fallback.infraMax,
    memoryFactor = fallback.memoryFactor,
    backoff = {},
    exitCodes = {},
  } = written;
  return {
    max,
    infraMax,
    backoff: {
      initialSeconds: secondsOr(backoff.initial, fallback.backoff.initialSeconds),
      factor: backoff.factor ?? fallback.backoff.factor,
      maxSeconds: secondsOr(backoff.max, fallback.backoff.maxSeconds),
      jitter: backoff.jitter ?? fallback.backoff.jitter,
    },
    on: sortedUnique(written.on ?? fallback.on),
    exitCodes: {
      retry: sortedCodes(exitCodes.retry ?? fallback.exitCodes.retry),
      fail: sortedCodes(exitCodes.fail ?? fallback.exitCodes.fail),
    },
    memoryFactor,
  };
}

/** By number; `64-64` is `64`, and leading zeros go. */
function sortedCodes(codes: readonly (number | string)[]): readonly string[] {
  const ranges = codes.map((code) => String(code).split("-").map(Number));
  const texts = ranges
    .sort(([a = 0, aEnd = a], [b = 0, bEnd = b]) => a - b || aEnd - bEnd)
    .map(([from, to]) => (to === undefined || to === from ? String(from) : `${from}-${to}`));
  return [...new Set(texts)];
}

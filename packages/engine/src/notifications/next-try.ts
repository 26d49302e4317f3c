import type { Delivery } from "@mlx/core";

const firstPause = 10_000;
const longestPause = 3_600_000;
const jitter = 0.2;
const givenUpAfter = 24 * 3_600_000;

/**
 * Milliseconds until a delivery that did not arrive is tried again: 10 s, 20 s, 40 s, … up to an hour, and
 * not before the receiver wants it; `undefined` once it is a day old. `random` is a number from 0 to 1.
 */
export function nextTry(
  { attempts, createdAt }: Pick<Delivery, "attempts" | "createdAt">,
  now: number,
  { afterSeconds = 0, random }: { readonly afterSeconds?: number | undefined; readonly random: number },
): number | undefined {
  if (now - Date.parse(createdAt) >= givenUpAfter) return undefined;
  const pause = Math.min(longestPause, firstPause * 2 ** attempts.length);
  return Math.max(afterSeconds * 1000, Math.round(pause * (1 + jitter * (2 * random - 1))));
}

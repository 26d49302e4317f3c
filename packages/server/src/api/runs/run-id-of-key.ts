import { digestOfJson } from "@mlx/core";
import { notAKey } from "../errors.ts";

/** The id of the run that an `Idempotency-Key` of somebody starts: a UUID of version 8. Failure: 8584. */
export function runIdOfKey(
  key: string,
  { namespace, user }: { readonly namespace: string; readonly user: string },
): string {
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw notAKey("is not 1 to 200 visible characters of ASCII");
  const hex = digestOfJson({ namespace, user, key }).slice("sha256:".length);
  const variant = "89ab"[Number.parseInt(hex.charAt(16), 16) % 4];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

/** What was asked for with each key, as far as this process remembers: `most` of them. */
export function createKeyMemory(most: number) {
  const bodies = new Map<string, string>();
  return {
    /** Failure: 8584 where another body was sent with the run's key. */
    check(runId: string, body: unknown): void {
      const digest = digestOfJson(body);
      const known = bodies.get(runId);
      if (known !== undefined && known !== digest) throw notAKey("was sent with another body before");
      bodies.delete(runId);
      bodies.set(runId, digest);
      const [oldest] = bodies.keys();
      if (bodies.size > most && oldest !== undefined) bodies.delete(oldest);
    },
  };
}
